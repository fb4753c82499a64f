using FimNet.MLNet.AutoML.Data;

namespace FimNet.MLNet.AutoML.Tests.Data;

[TestClass]
public class ImageSplitTests
{
    [TestMethod]
    [DataRow(3, 0.5, 1)]
    [DataRow(3, 0.001, 1)]
    [DataRow(10, 0.4, 4)]
    [DataRow(10, 0.95, 8)]
    [DataRow(100, 0.999, 98)]
    [DataRow(100, null, 20)]
    [DataRow(1000, null, 32)]
    public void It_holds_back_the_share_but_leaves_two_images_to_train_on(int count, double? fraction, int expected)
    {
        int[] heldBack = ImageSplit.HeldBack(count, fraction, seed: 1);
        Assert.HasCount(expected, heldBack.Distinct().ToArray());
        Assert.IsTrue(heldBack.All(index => index >= 0 && index < count));
    }
}
