using System.Globalization;
using FimNet.MLNet.Benchmarks.Workloads;
using FimNet.MLNet.Tests;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Benchmarks.Studies;

/// <summary>What evaluating a segmentation costs and gives, and whether slow computations of the same figures agree.</summary>
internal static class EvaluationStudy
{
    private const int SyntheticImages = 120;
    private const int SyntheticSide = 512;

    // The slow AUPRO is quadratic in the number of pixels.
    private const int SmallSide = 64;
    private const int SmallEvery = 3;

    /// <summary>Synthetic maps.</summary>
    public static void Run()
    {
        using var folder = new PrivateFolder();
        SyntheticMaps.Write(folder.Path, SyntheticImages, SyntheticSide);
        PrintCost(folder.Path, SyntheticImages, SyntheticSide, SyntheticSide);
    }

    /// <summary>The maps of a trained model.</summary>
    /// <param name="modelPath">A saved pipeline that loads images and has a FIM-Net.</param>
    /// <param name="dataPath">The MVTec-style folder that it was trained on.</param>
    public static void Run(string modelPath, string dataPath)
    {
        var mlContext = new MLContext(seed: 0);
        using var folder = new PrivateFolder();
        KeptMaps maps = Score(mlContext, modelPath, dataPath, folder.Path);
        PrintCost(folder.Path, maps.Count, maps.Width, maps.Height);

        IDataView view = maps.View(mlContext);
        SegmentationMetrics exact = EvaluationWorker.Evaluate(view, EvaluationWorker.Exact), binned = EvaluationWorker.Evaluate(view, EvaluationWorker.Binned);
        PrintMetrics(exact);
        PrintBounds(exact, binned);
        Print($"Image AuROC, by ML.NET: {mlContext.AnomalyDetection.Evaluate(view).AreaUnderRocCurve:f5}");
        Print($"");
        Print($"| figure | evaluated | computed slowly | difference |");
        Print($"|---|---|---|---|");
        Compare($"pixel AuROC, all {exact.GoodPixels + exact.DefectivePixels} pixels; rank sum", exact.PixelAuRoc, SlowMetrics.AuRoc(FlatPixels.Read(mlContext, maps)));
        CompareSmall(mlContext, Shrink(maps, Path.Combine(folder.Path, "small")));
    }

    private static KeptMaps Score(MLContext mlContext, string modelPath, string dataPath, string folder)
    {
        ITransformer model = mlContext.Model.Load(modelPath, out _);
        IDataView scored = model.Transform(mlContext.Data.LoadDefectDataset(dataPath, DatasetSplit.Test));
        var size = (VectorDataViewType)scored.Schema[nameof(KeptRow.AnomalyMap)].Type;
        KeptMaps maps = KeptMaps.Write(folder, size.Dimensions[1], size.Dimensions[0], mlContext.Data.CreateEnumerable<KeptRow>(scored, reuseRowObject: true));
        (model as IDisposable)?.Dispose();
        return maps;
    }

    /// <summary>Every third map at a size that a quadratic computation can bear.</summary>
    private static KeptMaps Shrink(KeptMaps maps, string folder) => KeptMaps.Write(
        folder, SmallSide, SmallSide, maps.Rows().Where((_, i) => i % SmallEvery == 0).Select(row => KeptMaps.WithMap(row, Shrink(row.AnomalyMap, maps.Width, maps.Height))));

    private static float[] Shrink(float[] map, int width, int height) =>
        [.. Enumerable.Range(0, SmallSide * SmallSide).Select(i => map[(i / SmallSide * height / SmallSide * width) + (i % SmallSide * width / SmallSide)])];

    private static void CompareSmall(MLContext mlContext, KeptMaps maps)
    {
        IDataView view = maps.View(mlContext), flat = mlContext.Data.FlattenAnomalyMaps(view);
        SegmentationMetrics metrics = EvaluationWorker.Evaluate(view, EvaluationWorker.Exact);
        string set = $"{maps.Count} maps of {maps.Width}x{maps.Height}";
        Compare(
            $"AUPRO, {set}, {metrics.DefectRegions} regions; counted at every threshold",
            metrics.AuPro,
            SlowMetrics.AuPro(FlatPixels.Read(mlContext, maps), metrics.FalsePositiveRateLimit));
        Compare($"pixel AuROC, {set}; ML.NET's anomaly detection metrics", metrics.PixelAuRoc, mlContext.AnomalyDetection.Evaluate(flat).AreaUnderRocCurve);
        Compare(
            $"pixel AuROC, {set}; ML.NET's binary classification metrics",
            metrics.PixelAuRoc,
            mlContext.BinaryClassification.EvaluateNonCalibrated(flat, nameof(PixelRow.IsDefective)).AreaUnderRocCurve);
    }

    private static void Compare(string figure, double evaluated, double computed) => Print($"| {figure} | {evaluated:r} | {computed:r} | {Difference(evaluated, computed)} |");

    private static void PrintCost(string folder, int images, int width, int height)
    {
        Print($"| {images} maps of {width}x{height} | seconds | processor seconds | peak MB of the process |");
        Print($"|---|---|---|---|");
        foreach (string mode in new[] { EvaluationWorker.Exact, EvaluationWorker.Binned })
        {
            using var worker = new Worker(EvaluationWorker.Name, folder);
            string[] answer = worker.Ask(mode).Split(' ');
            Print($"| {mode} | {answer[0]} | {answer[1]} | {answer[2]} |");
        }
    }

    private static void PrintMetrics(SegmentationMetrics metrics)
    {
        Print($"");
        Print($"| | pixel AuROC | AUPRO | average precision | F1 max | its threshold | IoU there | regions | defective pixels |");
        Print($"|---|---|---|---|---|---|---|---|---|");
        foreach ((string name, SegmentationMetrics m) in metrics.ByDefect.Prepend(new("all", metrics)))
        {
            Print($"| {name} | {m.PixelAuRoc:f5} | {m.AuPro:f5} | {m.AveragePrecision:f5} | {m.F1Max:f5} | {m.F1MaxThreshold:g4} | {m.IntersectionOverUnion:f5} | {m.DefectRegions} | {m.DefectivePixels} |");
        }
    }

    private static void PrintBounds(SegmentationMetrics exact, SegmentationMetrics binned)
    {
        Print($"");
        Print($"| binned | pixel AuROC | AUPRO | average precision | F1 max |");
        Print($"|---|---|---|---|---|");
        Print($"| error | {Difference(binned.PixelAuRoc, exact.PixelAuRoc)} | {Difference(binned.AuPro, exact.AuPro)} | {Difference(binned.AveragePrecision, exact.AveragePrecision)} | {Difference(binned.F1Max, exact.F1Max)} |");
        Print($"| stated bound | {binned.PixelAuRocErrorBound:0.0e-0} | {binned.AuProErrorBound:0.0e-0} | {binned.AveragePrecisionErrorBound:0.0e-0} | {binned.F1MaxErrorBound:0.0e-0} |");
        Print($"");
    }

    private static string Difference(double a, double b) => Math.Abs(a - b).ToString("0.0e-0", CultureInfo.InvariantCulture);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
