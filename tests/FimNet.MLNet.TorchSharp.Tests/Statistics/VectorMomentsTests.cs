using FimNet.MLNet.Statistics;

namespace FimNet.MLNet.Tests.Statistics;

[TestClass]
public class VectorMomentsTests
{
    [TestMethod]
    public void Whitening_undoes_the_covariance_shrunk_towards_its_diagonal()
    {
        // (a, a + b) with variances 1 of a and b, in two batches: covariance [1, 1; 1, 2], of which half of what is beside the diagonal is dropped.
        using var moments = new VectorMoments(2);
        moments.Add([4, 4, 2, 2, 8, 6, 6, 4]);
        moments.Add([4, 4, 2, 2, 8, 6, 6, 4]);
        (float[] mean, float[] whitening) = moments.Gaussian();
        CollectionAssert.AreEqual(new[] { 3f, 6f }, mean);

        double[,] covariance = { { 1, 0.5 }, { 0.5, 2 } };
        for (int i = 0; i < 2; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                double product = 0;
                for (int k = 0; k < 2; k++)
                {
                    for (int l = 0; l < 2; l++)
                    {
                        product += whitening[2 * i + k] * covariance[k, l] * whitening[2 * j + l];
                    }
                }

                Assert.AreEqual(i == j ? 1 : 0, product, 1e-5);
            }
        }
    }

    [TestMethod]
    public void Entries_that_never_vary_give_finite_numbers()
    {
        using var moments = new VectorMoments(2);
        moments.Add([1, 1, 1, 2, 3, 4]);
        Assert.IsTrue(moments.Gaussian().Whitening.All(float.IsFinite));
    }

    [TestMethod]
    public void Many_large_entries_that_never_vary_give_finite_numbers()
    {
        // Logarithms of residuals that are exactly 0 everywhere, as a perfect reconstruction of a black image leaves them.
        const int Entries = 64;
        float[] same = [.. Enumerable.Repeat(MathF.Log(1e-12f), Entries * 1024)];
        using var moments = new VectorMoments(Entries);
        for (int image = 0; image < 3; image++)
        {
            moments.Add(same);
            (float[] mean, float[] whitening) = moments.Gaussian();
            Assert.IsTrue(mean.All(value => value == same[0]));
            Assert.IsTrue(whitening.All(float.IsFinite));
        }
    }
}
