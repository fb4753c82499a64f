using System.Globalization;
using FimNet.MLNet.Benchmarks.Workloads;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Benchmarks.Paired;

/// <summary>What a trained model loses by quantization on a labelled test set, and how much faster it gets there.</summary>
internal static class QuantizationAccuracy
{
    private const int GoodImages = 32;
    private const int Rounds = 9;

    /// <param name="modelPath">A saved pipeline that loads images and has a FIM-Net.</param>
    /// <param name="dataPath">The MVTec-style folder that it was trained on.</param>
    public static void Run(string modelPath, string dataPath)
    {
        var mlContext = new MLContext(seed: 0);
        var chain = (TransformerChain<ITransformer>)mlContext.Model.Load(modelPath, out _);
        ITransformer[] stages = chain.ToArray();
        ITransformer images = stages[0];
        using var exact = (FimNetTransformer)stages[^1];
        IDataView good = mlContext.Data.TakeRows(mlContext.Data.LoadDefectDataset(dataPath, DatasetSplit.Train), GoodImages);
        IDataView test = images.Transform(mlContext.Data.LoadDefectDataset(dataPath, DatasetSplit.Test));
        using FimNetTransformer quantized = exact.Quantize(images.Transform(good));

        IDataView one = mlContext.Data.TakeRows(test, 1);
        double[] times = Timing.Alternate(Rounds, () => Score(exact, one), () => Score(quantized, one));
        Console.WriteLine("| | pixel AuROC | image AuROC | ms an image, with decoding |");
        Console.WriteLine("|---|---|---|---|");
        Print("32 bits", exact.Transform(test), times[0]);
        Print("8 bits", quantized.Transform(test), times[1]);

        void Print(string name, IDataView scored, double time)
        {
            double pixel = mlContext.AnomalyDetection.EvaluateSegmentation(scored).PixelAuRoc;
            double image = mlContext.AnomalyDetection.Evaluate(scored, falsePositiveCount: 1).AreaUnderRocCurve;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {pixel:f5} | {image:f5} | {time:f1} |"));
        }
    }

    private static void Score(FimNetTransformer transformer, IDataView view) => _ = transformer.Transform(view).GetColumn<float>("Score").Single();
}
