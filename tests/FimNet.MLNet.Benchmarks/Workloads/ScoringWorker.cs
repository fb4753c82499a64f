using System.Globalization;
using Microsoft.ML;

namespace FimNet.MLNet.Benchmarks.Workloads;

/// <summary>
/// An application that only scores, in a process of its own. Asked for a number of scorings, it answers with "milliseconds from the start to the first score, resident
/// megabytes now, peak megabytes"; libtorch is never loaded.
/// </summary>
internal static class ScoringWorker
{
    public static void Run(string modelPath, string imagePath)
    {
        PredictionEngine<ImagePathRow, ScoreRow> engine = null!;
        var row = new ImagePathRow { ImagePath = imagePath };
        double firstScore = Timing.Milliseconds(() =>
        {
            var mlContext = new MLContext(seed: 0);
            engine = mlContext.Model.CreatePredictionEngine<ImagePathRow, ScoreRow>(mlContext.Model.Load(modelPath, out _));
            engine.Predict(row);
        });
        var result = new ScoreRow();
        while (Console.ReadLine() is { } request)
        {
            int scorings = int.Parse(request, CultureInfo.InvariantCulture);
            for (int i = 0; i < scorings; i++)
            {
                engine.Predict(row, ref result);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{firstScore:f1} {ProcessMemory.Megabytes:f2} {ProcessMemory.PeakMegabytes:f2}"));
        }

        engine.Dispose();
    }
}
