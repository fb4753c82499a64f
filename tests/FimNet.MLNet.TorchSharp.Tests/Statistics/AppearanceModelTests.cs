using FimNet.MLNet.Statistics;

namespace FimNet.MLNet.Tests.Statistics;

[TestClass]
public class AppearanceModelTests
{
    [TestMethod]
    public void Slopes_are_those_of_ridge_regression_on_standard_deviations()
    {
        // x is 1 or 3 (mean 2, deviation 1), w is 0 or 20 (mean 10, deviation 10), independent. Log MHFD is 5x; the descriptor is (w / 5 - 2x, 7).
        using var moments = new VectorMoments(5);
        moments.Add([1, 3, 1, 3, 0, 0, 20, 20, 5, 15, 5, 15, -2, -6, 2, -2, 7, 7, 7, 7]);
        AppearanceModel model = AppearanceModel.Fit(moments, channels: 2, differences: 1);

        AssertClose([2, 10], model.Mean);
        AssertClose([1, 10], model.Deviation);
        AssertClose([5 / 1.1, 0], model.LogDifferences.Single());
        AssertClose([-2 / 1.1, 2 / 1.1, 0, 0], model.Descriptor);
    }

    [TestMethod]
    public void Channels_that_tell_the_same_share_the_slope()
    {
        // The standardised moments are all 1: (1 + 0.1, 1; 1, 1 + 0.1) b = (3, 3).
        using var moments = new VectorMoments(4);
        moments.Add([-1, 1, -1, 1, -3, 3, 0, 0]);
        AssertClose([3 / 2.1, 3 / 2.1], AppearanceModel.Fit(moments, channels: 2, differences: 1).LogDifferences.Single());
    }

    [TestMethod]
    public void Every_difference_map_has_slopes_of_its_own()
    {
        // x is 1 or 3 and explains the maps 5x and -3x and the descriptor 2x.
        using var moments = new VectorMoments(4);
        moments.Add([1, 3, 5, 15, -3, -9, 2, 6]);
        AppearanceModel model = AppearanceModel.Fit(moments, channels: 1, differences: 2);
        Assert.HasCount(2, model.LogDifferences);
        AssertClose([5 / 1.1], model.LogDifferences[0]);
        AssertClose([-3 / 1.1], model.LogDifferences[1]);
        AssertClose([2 / 1.1], model.Descriptor);
    }

    [TestMethod]
    public void A_channel_that_never_varies_explains_nothing()
    {
        using var moments = new VectorMoments(3);
        moments.Add([4, 4, 4, 1, 2, 3, 1, 5, 9]);
        AppearanceModel model = AppearanceModel.Fit(moments, channels: 1, differences: 1);
        AssertClose([1e-3], model.Deviation);
        AssertClose([0], model.LogDifferences.Single());
        AssertClose([0], model.Descriptor);
    }

    private static void AssertClose(double[] expected, float[] actual)
    {
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.AreEqual(expected[i], actual[i], 1e-5);
        }
    }
}
