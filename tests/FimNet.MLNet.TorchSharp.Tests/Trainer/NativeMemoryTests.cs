using Microsoft.ML;
using TorchSharp;

namespace FimNet.MLNet.Tests.Trainer;

[TestClass]
public class NativeMemoryTests
{
    [TestMethod]
    [DataRow(LatentModule.Lfrm, 0.98)]
    [DataRow(LatentModule.None, 0.0)]
    public void A_training_leaves_no_tensors(LatentModule latent, double averaging)
    {
        var mlContext = new MLContext(seed: 0);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using FimNetTransformer transformer = mlContext.Fit(TinyTraining.Options with { LatentModule = latent, WeightAveraging = averaging });
        Assert.AreEqual(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
