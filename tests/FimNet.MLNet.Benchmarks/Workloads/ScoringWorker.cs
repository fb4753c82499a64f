using System.Globalization;
using Microsoft.ML;

namespace FimNet.MLNet.Benchmarks.Workloads;

/// <summary>
/// An application that only scores, in a process of its own, with one engine a thread over one loaded model. Asked for a number of scorings, it answers with "milliseconds from the start to the first score, resident
/// megabytes now, peak megabytes"; libtorch is never loaded.
/// </summary>
internal static class ScoringWorker
{
    public static void Run(string modelPath, string imagePath, int threads)
    {
        var engines = new PredictionEngine<ImagePathRow, ScoreRow>[threads];
        var row = new ImagePathRow { ImagePath = imagePath };
        double firstScore = Timing.Milliseconds(() =>
        {
            var mlContext = new MLContext(seed: 0);
            ITransformer model = mlContext.Model.Load(modelPath, out _);
            for (int i = 0; i < threads; i++)
            {
                engines[i] = mlContext.Model.CreatePredictionEngine<ImagePathRow, ScoreRow>(model);
            }

            engines[0].Predict(row);
        });
        while (Console.ReadLine() is { } request)
        {
            int scorings = int.Parse(request, CultureInfo.InvariantCulture);
            Thread[] running = Array.ConvertAll(engines, engine => new Thread(() => Score(engine, row, scorings / threads)));
            Array.ForEach(running, thread => thread.Start());
            Array.ForEach(running, thread => thread.Join());

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{firstScore:f1} {ProcessMemory.Megabytes:f2} {ProcessMemory.PeakMegabytes:f2}"));
        }

        Array.ForEach(engines, engine => engine.Dispose());
    }

    private static void Score(PredictionEngine<ImagePathRow, ScoreRow> engine, ImagePathRow row, int scorings)
    {
        var result = new ScoreRow();
        for (int i = 0; i < scorings; i++)
        {
            engine.Predict(row, ref result);
        }
    }
}
