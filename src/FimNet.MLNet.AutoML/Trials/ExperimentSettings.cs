using FimNet.MLNet.AutoML.Data;
using FimNet.MLNet.AutoML.Search;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Training;

namespace FimNet.MLNet.AutoML.Trials;

/// <summary>What the user asked of an experiment.</summary>
internal sealed record ExperimentSettings
{
    public required FimNetOptions Options { get; init; }

    public ExperimentDataset? Dataset { get; init; }

    public double? Seconds { get; init; }

    public int? MostModels { get; init; }

    public FimNetMetric Metric { get; init; } = FimNetMetric.PixelAuRoc;

    public FimNetSearchSpace SearchSpace { get; init; } = FimNetSearchSpace.Default;

    public FimNetTuner Tuner { get; init; } = FimNetTuner.SuccessiveHalving();

    public IMonitor? Monitor { get; init; }

    public int Seed { get; init; }

    /// <summary>Null for a temporary folder.</summary>
    public string? Folder { get; init; }

    /// <summary>Whether there are other ways of scoring to try, which the metric can tell apart.</summary>
    public bool TriesScorings => SearchSpace.ScoringFor(Metric).Any();

    /// <summary>How many trials may train: half of all models where there are other ways of scoring to try as well.</summary>
    public int MostTrainings => SearchSpace.Training.Any()
        ? MostModels is { } most && TriesScorings ? (most + 1) / 2 : MostModels ?? int.MaxValue
        : 1;

    /// <exception cref="InvalidOperationException">There is neither a time nor a number of models.</exception>
    public void RequireBudget()
    {
        if (Seconds is null && MostModels is null)
        {
            throw new InvalidOperationException("The experiment has no budget. Say how long with SetTrainingTimeInSeconds, or how many models with SetMaxModelToExplore, before Run.");
        }
    }

    /// <summary>What decides the trials, as names and values.</summary>
    /// <param name="images">A hash of all images.</param>
    /// <param name="device">Where trainings run.</param>
    /// <param name="precision">In how many bits they multiply there.</param>
    public IReadOnlyDictionary<string, string> Identity(string images, string device, TrainingPrecision precision)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["Version of FimNet.MLNet.AutoML"] = typeof(ExperimentSettings).Assembly.GetName().Version!.ToString(3),
            ["Device"] = device,
            ["Images"] = images,
            ["Held-back fraction"] = FormattableString.Invariant($"{Dataset!.Fraction}"),
            ["Metric"] = Metric.Name,
            ["Tuner"] = Tuner.ToString(),
            ["Seed"] = FormattableString.Invariant($"{Seed}"),
        };
        foreach (SearchDimension dimension in SearchSpace.Dimensions)
        {
            values[$"Search space of {dimension.Option}"] = dimension.ToString();
        }

        NamedValues.AddLeaves(OptionsJson.Write(Options with { Precision = precision }), values);

        // How fast, not what, apart from rounding.
        values.Remove(nameof(FimNetOptions.CacheMegabytes));
        values.Remove(nameof(FimNetOptions.Threads));
        return values;
    }
}
