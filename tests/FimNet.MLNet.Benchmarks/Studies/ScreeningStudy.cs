using System.Globalization;
using FimNet.MLNet.Datasets;
using FimNet.MLNet.Numerics;
using Microsoft.ML;

namespace FimNet.MLNet.Benchmarks.Studies;

/// <summary>Mixes defective test images into the good training images of a data set and counts how many of them are found.</summary>
internal static class ScreeningStudy
{
    private const int Seed = 0;
    private const int StepsPerStage = 150;
    private const int Folds = 2;

    // Two in a hundred, at least five.
    private const int SmallestMixture = 5;
    private const int ImagesForEach = 50;

    public static void Run(string data)
    {
        var mlContext = new MLContext(Seed);
        DefectDatasetRow[] good = [.. DefectDatasetFolder.Read(data, DatasetSplit.Train)];
        DefectDatasetRow[] defective = [.. DefectDatasetFolder.Read(data, DatasetSplit.Test).Where(row => row.IsDefective)];
        new SeededRandom(Seed).Shuffle(defective);
        DefectDatasetRow[] mixed = [.. good, .. defective.Take(Math.Max(SmallestMixture, good.Length / ImagesForEach))];
        FimNetOptions options = FimNetOptions.Fast with
        {
            Stage1 = TrainingLength.Steps(StepsPerStage),
            Stage2 = TrainingLength.Steps(StepsPerStage),
            Threads = 1,
            Seed = Seed,
        };
        IDataView rows = mlContext.Data.LoadFromEnumerable(mixed);
        IDataView images = mlContext.Transforms.LoadSurfaceImages("Image", nameof(DefectDatasetRow.ImagePath)).Fit(rows).Transform(rows);
        IReadOnlyList<ScreenedImage> screened = mlContext.AnomalyDetection.Trainers.FimNet(options).Screen(images, Folds);

        bool IsDefective(ScreenedImage image) => image.Row >= good.Length;
        int mixedIn = mixed.Length - good.Length;
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(data));
        Console.WriteLine("| set | good images | defective ones mixed in | of these found | good ones suspected | defective among as many at the top |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {good.Length} | {mixedIn} | {screened.Count(image => image.IsSuspicious && IsDefective(image))} | {screened.Count(image => image.IsSuspicious && !IsDefective(image))} | {screened.Take(mixedIn).Count(IsDefective)} |"));
        foreach (ScreenedImage image in screened.Take(2 * mixedIn))
        {
            Console.WriteLine($"{(IsDefective(image) ? "defective" : "good     ")} {image}");
        }
    }
}
