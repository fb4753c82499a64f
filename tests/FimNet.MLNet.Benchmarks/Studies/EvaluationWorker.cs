using System.Globalization;
using FimNet.MLNet.Benchmarks.Workloads;
using Microsoft.ML;

namespace FimNet.MLNet.Benchmarks.Studies;

/// <summary>Evaluates kept maps in a process that does nothing else, and answers with "seconds, seconds of processor time, peak megabytes".</summary>
internal static class EvaluationWorker
{
    public const string Name = "evaluate";
    public const string Exact = "exact";
    public const string Binned = "binned";

    public static void Run(string folder)
    {
        IDataView view = KeptMaps.Open(folder).View(new MLContext(seed: 0));
        while (Console.ReadLine() is { } mode)
        {
            double processor = 0;
            double wall = Timing.Milliseconds(() => processor = Timing.ProcessorMilliseconds(() => Evaluate(view, mode)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{wall / 1e3:f1} {processor / 1e3:f1} {ProcessMemory.PeakMegabytes:f0}"));
        }
    }

    public static SegmentationMetrics Evaluate(IDataView view, string mode) =>
        new MLContext(seed: 0).AnomalyDetection.EvaluateSegmentation(view, new SegmentationOptions { BinnedScores = mode == Binned });
}
