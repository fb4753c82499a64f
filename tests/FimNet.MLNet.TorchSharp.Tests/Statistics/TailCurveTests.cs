using FimNet.MLNet.Statistics;

namespace FimNet.MLNet.Tests.Statistics;

[TestClass]
public class TailCurveTests
{
    [TestMethod]
    public void A_surprise_is_the_negative_logarithm_of_the_share_above()
    {
        // Exponential values: the share above x is exp(-x), so that the curve is the identity.
        float[] sample = Enumerable.Range(0, 100_000).Select(i => (float)-Math.Log(1 - (i + 0.5) / 100_000)).Reverse().ToArray();
        TailCurve curve = TailCurve.Fit(sample);
        Assert.HasCount(16, curve.Values, "down to a share of 40 values of 100,000");
        for (int i = 0; i < curve.Values.Length; i++)
        {
            Assert.AreEqual(curve.Values[i], curve.Surprises[i], 0.02f);
            Assert.AreEqual(1, curve.SlopeAfter(i), 0.05f);
        }
    }

    [TestMethod]
    public void Knots_rise_where_values_are_equal()
    {
        float[] sample = Enumerable.Range(0, 10_000).Select(i => i < 9_000 ? 1f : i < 9_500 ? 2f : 3f).ToArray();
        TailCurve curve = TailCurve.Fit(sample);
        CollectionAssert.AreEqual(new[] { 1f, 2f, 3f }, curve.Values);
        CollectionAssert.AreEqual(new[] { 0f, 2.5f, 3f }, curve.Surprises);
    }

    [TestMethod]
    public void A_few_values_give_the_quantiles_that_they_can()
    {
        // 64 cells of one small image; e^-0.5 and e^-1 of them are 38 and 23, and a quarter are 16.
        TailCurve curve = TailCurve.Fit([.. Enumerable.Range(0, 64).Select(i => (float)i)]);
        CollectionAssert.AreEqual(new[] { 0f, 25f, 40f }, curve.Values);
        CollectionAssert.AreEqual(new[] { 0f, 0.5f, 1f }, curve.Surprises);
    }

    [TestMethod]
    [DataRow(1, 0f)]
    [DataRow(10_000, 0f)]
    [DataRow(10_000, -5f)]
    public void A_surface_without_variation_has_a_curve_that_rises(int count, float value)
    {
        TailCurve curve = TailCurve.Fit(Enumerable.Repeat(value, count).ToArray());
        Assert.AreEqual(value, curve.Values[0]);
        Assert.IsTrue(curve.SlopeAfter(0) is > 0 and < float.PositiveInfinity && curve.SlopeAfter(1) == curve.SlopeAfter(0));
    }
}
