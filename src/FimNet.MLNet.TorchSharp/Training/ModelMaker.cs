using FimNet.MLNet.Export;
using FimNet.MLNet.Network;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Statistics;
using Microsoft.ML.Runtime;

namespace FimNet.MLNet.Training;

/// <summary>Makes a transformer of a trained network: collects the statistics that its scoring needs, writes its graph, and chooses first thresholds from the images held back.</summary>
/// <param name="environment">Of the transformer.</param>
/// <param name="data">The images.</param>
/// <param name="training">The options of the training, with its seed and the precision that it has.</param>
/// <param name="checkAlive">Called now and then; throws to cancel.</param>
internal sealed class ModelMaker(IHostEnvironment environment, TrainingData data, FimNetOptions training, Action checkAlive)
{
    /// <param name="network">The network.</param>
    /// <param name="scoring">Options to score by; null for those of the training.</param>
    /// <param name="history">The losses so far.</param>
    /// <exception cref="InvalidOperationException">Scores of good images are not finite.</exception>
    public FimNetTransformer Make(FimNetwork network, FimNetOptions? scoring, IReadOnlyList<TrainingLoss> history)
    {
        FimNetOptions options = training.WithScoringOf(scoring ?? training);
        var exporter = new GraphExporter(new NetworkWeights(network), options.Network, options.Graph);
        var collector = new StatisticsCollector(exporter, data, options.LearningRate, checkAlive);
        SurfaceStatistics? statistics = collector.Collect();
        MapNormalization? normalization = options.NormalizeByPosition || options.NormalizeBackground
            ? collector.CollectNormalization(statistics, options.NormalizeByPosition, options.NormalizeBackground)
            : null;
        return WithFirstThreshold(new FimNetModel(exporter.Export(statistics, normalization), Settings(options, history)), options);
    }

    private FimNetTransformer WithFirstThreshold(FimNetModel model, FimNetOptions options)
    {
        GoodImageScore[] images = [.. GoodImageScore.Of(model, data, data.HeldBack, checkAlive)];
        float[] scores = [.. images.Select(image => image.Score).Order()];
        float[] peaks = [.. images.Select(image => image.Peak).Order()];
        if (!scores.Concat(peaks).All(float.IsFinite))
        {
            throw Divergence.Noticed("scores of good images are not finite", options.LearningRate);
        }

        ModelSettings settings = model.Settings with
        {
            HeldBackScores = scores,
            Threshold = FirstThreshold.Of(scores, options.ThresholdQuantile),
            PixelThreshold = FirstThreshold.Of(peaks, options.ThresholdQuantile),
        };
        return new FimNetTransformer(environment, model with { Settings = settings });
    }

    private static ModelSettings Settings(FimNetOptions options, IReadOnlyList<TrainingLoss> history) => new()
    {
        Format = ModelSettings.CurrentFormat,
        LibraryVersion = typeof(FimNetTransformer).Assembly.GetName().Version!.ToString(3),
        ImageWidth = options.ImageWidth,
        ImageHeight = options.ImageHeight,
        Threshold = 0,
        Columns = options.Columns,
        HeldBackScores = [],
        TrainingHistory = LossHistory.Thinned(history),
        TrainerOptions = OptionsJson.Write(options),
    };
}
