using System.Globalization;
using FimNet.MLNet.Export;
using FimNet.MLNet.Scoring;
using FimNet.MLNet.Training;

namespace FimNet.MLNet;

public sealed partial record FimNetOptions
{
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    /// <exception cref="ArgumentException">A name is empty or used twice, or the levels repeat.</exception>
    internal void Validate()
    {
        CheckColumnNames();
        CheckSide(ImageWidth, nameof(ImageWidth));
        CheckSide(ImageHeight, nameof(ImageHeight));
        CheckDefined(LatentModule, nameof(LatentModule));
        CheckDefined(GateActivation, nameof(GateActivation));
        CheckDefined(LearningRateSchedule, nameof(LearningRateSchedule));
        CheckDefined(PatchSampling, nameof(PatchSampling));
        CheckDefined(AnomalyScoring, nameof(AnomalyScoring));
        CheckDefined(Precision, nameof(Precision));
        CheckRange(MemorySize, 2, 10_000, nameof(MemorySize));
        CheckRange(MemoryTemperature, 0.001, 10, nameof(MemoryTemperature));
        Check(Stage1 != TrainingLength.None && Stage1.Amount > 0, nameof(Stage1), Stage1, "longer than zero: stage 1 cannot be left out");
        CheckRange(BatchSize, 2, 4096, nameof(BatchSize));
        Check(LearningRate is > 0 and <= 1, nameof(LearningRate), LearningRate, "above 0 and at most 1");
        Check(WeightAveraging is >= 0 and < 1, nameof(WeightAveraging), WeightAveraging, "at least 0 and below 1");
        CheckRange(ReconstructionWeight, 0, 1e6, nameof(ReconstructionWeight));
        CheckRange(SparsityWeight, 0, 1e6, nameof(SparsityWeight));
        ArgumentNullException.ThrowIfNull(Defects);
        Defects.Validate();
        CheckLevels();
        Check(PatchStride is 64 or 32 or 16, nameof(PatchStride), PatchStride, "64, 32 or 16");
        CheckRange(SmoothingSigma, 0, 64, nameof(SmoothingSigma));
        CheckRange(ScoreTopFraction, 0, 1, nameof(ScoreTopFraction));
        Check(HeldBackFraction is > 0 and <= 0.5, nameof(HeldBackFraction), HeldBackFraction, "above 0 and at most 0.5");
        CheckRange(ThresholdQuantile, 0, 1, nameof(ThresholdQuantile));
        CheckRange(Threads ?? 1, 1, 1024, nameof(Threads));
        CheckRange(CacheMegabytes, 1, 1_000_000, nameof(CacheMegabytes));
    }

    /// <exception cref="ArgumentException">The given options are not these with another way of scoring, or are out of their range.</exception>
    internal void CheckScoring(FimNetOptions? scoring)
    {
        if (scoring is null)
        {
            return;
        }

        scoring.Validate();

        // As text, because lists are equal only to themselves.
        if (OptionsJson.Write(scoring).GetRawText() != OptionsJson.Write(WithScoringOf(scoring)).GetRawText())
        {
            throw new ArgumentException(
                $"The options differ from those of the training in more than {string.Join(", ", ScoringNames.SkipLast(1))} and {ScoringNames[^1]}. Derive them from the training's own with a 'with' expression.",
                nameof(scoring));
        }
    }

    private void CheckColumnNames()
    {
        (string Option, string? Name)[] required =
        [
            (nameof(ImageColumnName), ImageColumnName), (nameof(ScoreColumnName), ScoreColumnName),
            (nameof(PredictedLabelColumnName), PredictedLabelColumnName), (nameof(AnomalyMapColumnName), AnomalyMapColumnName),
        ];
        foreach ((string option, string? name) in required)
        {
            CheckName(!string.IsNullOrEmpty(name), option, "the name of a column");
        }

        CheckName(DefectiveImageColumnName != "", nameof(DefectiveImageColumnName), "the name of a column, or null");
        if (DefectiveImageColumnName == ImageColumnName)
        {
            throw new ArgumentException($"{nameof(DefectiveImageColumnName)} and {nameof(ImageColumnName)} are both '{ImageColumnName}'; stage 2 would learn to copy. Name the column of the images with defects, or leave it null.");
        }

        CheckName(PValueColumnName != "", nameof(PValueColumnName), "the name of a column, or null");
        CheckName(RegionColumnPrefix != "", nameof(RegionColumnPrefix), "the beginning of column names, or null");
        CheckName(ReconstructionColumnName != "", nameof(ReconstructionColumnName), "the name of a column, or null");

        (string Option, string? Name)[] outputs =
        [
            .. required[1..], (nameof(ReconstructionColumnName), ReconstructionColumnName), (nameof(PValueColumnName), PValueColumnName),
            .. RegionColumnPrefix is { } prefix ? RegionColumns.Names(prefix).Select(name => (nameof(RegionColumnPrefix), (string?)name)) : [],
        ];
        IGrouping<string?, (string Option, string? Name)>? twice = outputs.Where(o => o.Name is not null).GroupBy(o => o.Name).FirstOrDefault(g => g.Count() > 1);
        if (twice is not null)
        {
            throw new ArgumentException($"{string.Join(" and ", twice.Select(o => o.Option))} are both '{twice.Key}'; output columns must have different names.");
        }
    }

    private static void CheckName(bool valid, string option, string allowed)
    {
        if (!valid)
        {
            throw new ArgumentException($"{option} is empty; it must be {allowed}.", option);
        }
    }

    private void CheckLevels()
    {
        ArgumentNullException.ThrowIfNull(FeatureLevels);
        if (FeatureLevels.Count == 0 || FeatureLevels.Distinct().Count() != FeatureLevels.Count || FeatureLevels.Any(level => level is < 1 or > 6))
        {
            throw new ArgumentException(
                $"{nameof(FeatureLevels)} is [{string.Join(", ", FeatureLevels)}]; it must hold at least one of the encoder's layers 1 to 6, none twice.", nameof(FeatureLevels));
        }
    }

    private static void CheckSide(int side, string option) =>
        Check(side is >= 64 and <= 8192 && side % PatchGraph.PatchSize == 0, option, side, "a multiple of 64 from 64 to 8192");

    private static void CheckDefined<TEnum>(TEnum value, string option)
        where TEnum : struct, Enum =>
        Check(Enum.IsDefined(value), option, value, "one of " + string.Join(", ", Enum.GetNames<TEnum>()));

    private static void CheckRange(double value, double least, double most, string option) =>
        Check(value >= least && value <= most, option, value, string.Create(CultureInfo.InvariantCulture, $"between {least} and {most}"));

    private static void Check(bool valid, string option, object value, string allowed)
    {
        if (!valid)
        {
            throw new ArgumentOutOfRangeException(option, value, string.Create(CultureInfo.InvariantCulture, $"{option} is {value}; it must be {allowed}."));
        }
    }
}
