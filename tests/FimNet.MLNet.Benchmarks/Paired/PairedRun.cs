using System.Globalization;
using System.Text.Json;
using FimNet.MLNet.Benchmarks.Workloads;
using FimNet.MLNet.Persistence;

namespace FimNet.MLNet.Benchmarks.Paired;

/// <summary>All paired measurements, one after another, as a table and as JSON.</summary>
internal static class PairedRun
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Run(FileInfo? json)
    {
        PairedResults results = Measure();
        Print(results);
        if (json is not null)
        {
            AtomicFile.Write(json.FullName, temporary => File.WriteAllText(temporary, JsonSerializer.Serialize(results, Indented)));
        }
    }

    private static PairedResults Measure()
    {
        ScoringSpeed scoring = ScoringSpeed.Measure();
        TrainingSpeed stage1 = TrainingSpeed.Measure(stage: 1);
        TrainingSpeed stage2 = TrainingSpeed.Measure(stage: 2);
        FimNetModel model = BenchmarkModel.Create(side: 512);
        ScoringProcess process = ScoringProcess.Measure(model);
        FolderScoring folder = FolderScoring.Measure(model);
        return new PairedResults
        {
            ScoreVsEager = scoring.Eager / scoring.Library,
            ScoreVsNaiveGraph = scoring.Naive / scoring.Library,
            PeakFraction = scoring.PeakFraction,
            Int8VsFp32 = scoring.Library / scoring.Int8,
            Int8MapDifference = scoring.Int8MapDifference,
            TrainVsPlain = stage1.Plain / stage1.Trainer,
            TrainStage2VsPlain = stage2.Plain / stage2.Trainer,
            MixedVsFull = stage1.Trainer / stage1.Mixed,
            MixedStage2VsFull = stage2.Trainer / stage2.Mixed,
            TrainLossDifference = Math.Max(stage1.LossDifference, stage2.LossDifference),
            EndToEndOverhead = folder.Overhead,
            LoadMilliseconds = process.LoadMilliseconds,
            ZipMegabytes = process.ZipMegabytes,
            ScoringPeakRssMegabytes = process.PeakMegabytes,
            Milliseconds = Milliseconds(scoring, stage1, stage2, folder),
        };
    }

    private static Dictionary<string, double> Milliseconds(ScoringSpeed scoring, TrainingSpeed stage1, TrainingSpeed stage2, FolderScoring folder)
    {
        (string Name, double? Value)[] times =
        [
            ("score", scoring.Library),
            ("scoreEager", scoring.Eager),
            ("scoreNaiveGraph", scoring.Naive),
            ("scoreInt8", scoring.Int8),
            ("sgemm2048", scoring.MatrixProduct),
            ("trainStep", stage1.Trainer),
            ("trainStepPlain", stage1.Plain),
            ("trainStage2Step", stage2.Trainer),
            ("trainStage2StepPlain", stage2.Plain),
            ("trainStepMixed", stage1.Mixed),
            ("trainStage2StepMixed", stage2.Mixed),
            ("folderImage", folder.EndToEnd),
            ("folderDecodingCpu", folder.Decoding),
            ("folderGraph", folder.Graph),
        ];
        return times.Where(time => time.Value is not null).ToDictionary(time => time.Name, time => time.Value!.Value);
    }

    private static void Print(PairedResults results)
    {
        using JsonDocument document = JsonSerializer.SerializeToDocument(results);
        foreach (JsonProperty property in document.RootElement.EnumerateObject().Where(p => p.Value.ValueKind == JsonValueKind.Number))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{property.Name,-26} {property.Value.GetDouble(),10:g4}"));
        }

        foreach ((string name, double milliseconds) in results.Milliseconds)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-24} {milliseconds,10:f1} ms"));
        }
    }
}
