using FimNet.MLNet.Benchmarks.Workloads;
using FimNet.MLNet.Datasets;
using FimNet.MLNet.Numerics;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Benchmarks.Studies;

/// <summary>A model of half of a data set's good training images; the others it never sees.</summary>
internal sealed class StudyModel
{
    private const int Seed = 0;
    private const int StepsPerStage = 120;

    private readonly MLContext _mlContext = new(Seed);
    private readonly ITransformer _model;

    /// <param name="data">The MVTec-style folder.</param>
    /// <param name="kept">A file that keeps the model; one that is there is not trained again. Null keeps nothing.</param>
    public StudyModel(string data, string? kept)
    {
        DefectDatasetRow[] images = [.. DefectDatasetFolder.Read(data, DatasetSplit.Train)];
        new SeededRandom(Seed).Shuffle(images);
        DefectDatasetRow[] trained = images[..(images.Length / 2)];
        HeldOut = images[trained.Length..];
        TestGood = [.. DefectDatasetFolder.Read(data, DatasetSplit.Test).Where(row => !row.IsDefective)];
        _model = kept is not null && File.Exists(kept) ? _mlContext.Model.Load(kept, out _) : Train(trained, kept);
    }

    public IReadOnlyList<DefectDatasetRow> HeldOut { get; }

    public IReadOnlyList<DefectDatasetRow> TestGood { get; }

    /// <summary>The score of each image, and the highest value of its map.</summary>
    public StudyScore[] Scores(IEnumerable<DefectDatasetRow> images)
    {
        IDataView scored = _model.Transform(View(images));
        return [.. _mlContext.Data.CreateEnumerable<ScoreRow>(scored, reuseRowObject: true).Select(row => new StudyScore(row.Score, row.AnomalyMap.Max()))];
    }

    private TransformerChain<FimNetTransformer> Train(DefectDatasetRow[] images, string? kept)
    {
        FimNetOptions options = FimNetOptions.Fast with
        {
            Stage1 = TrainingLength.Steps(StepsPerStage),
            Stage2 = TrainingLength.Steps(StepsPerStage),
            Threads = 1,
            Seed = Seed,
        };
        IDataView view = View(images);
        TransformerChain<FimNetTransformer> model = _mlContext.Transforms.LoadSurfaceImages("Image", nameof(DefectDatasetRow.ImagePath))
            .Append(_mlContext.AnomalyDetection.Trainers.FimNet(options))
            .Fit(view);
        if (kept is not null)
        {
            _mlContext.Model.Save(model, view.Schema, kept);
        }

        return model;
    }

    private IDataView View(IEnumerable<DefectDatasetRow> images) => _mlContext.Data.LoadFromEnumerable(images);
}

/// <summary>What a threshold for images and one for pixels look at.</summary>
internal readonly record struct StudyScore(float Image, float HighestPixel);
