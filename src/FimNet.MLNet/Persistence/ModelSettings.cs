using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using FimNet.MLNet.Scoring;

namespace FimNet.MLNet.Persistence;

/// <summary>The names of the columns that a fitted model reads and writes.</summary>
/// <param name="Image">Read: the image.</param>
/// <param name="Score">The raw score.</param>
/// <param name="PredictedLabel">The decision.</param>
/// <param name="AnomalyMap">The map.</param>
/// <param name="Reconstruction">Null when the reconstruction is not a column.</param>
/// <param name="PValue">Null when the p-value is not a column.</param>
/// <param name="RegionPrefix">What the names of the region columns begin with; null when there are none.</param>
internal sealed record ModelColumns(
    string Image, string Score, string PredictedLabel, string AnomalyMap, string? Reconstruction, string? PValue = null, string? RegionPrefix = null);

/// <summary>Everything about a fitted model that is not in its graph. Written as JSON into the model zip and into exported graphs.</summary>
internal sealed record ModelSettings
{
    public const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public required int Format { get; init; }

    public required string LibraryVersion { get; init; }

    public required int ImageWidth { get; init; }

    public required int ImageHeight { get; init; }

    public required float Threshold { get; init; }

    /// <summary>Where <see cref="Threshold"/> comes from; null for the trainer's first one and one set by hand.</summary>
    public ThresholdCalibration? ScoreCalibration { get; init; }

    /// <summary>Map values above this belong to defect regions. Null in files written before there were any.</summary>
    public float? PixelThreshold { get; init; }

    /// <summary>As <see cref="ScoreCalibration"/>, of <see cref="PixelThreshold"/>.</summary>
    public ThresholdCalibration? PixelCalibration { get; init; }

    public DefectRegionOptions Regions { get; init; } = DefectRegionOptions.Default;

    public required ModelColumns Columns { get; init; }

    /// <summary>Scores of good images that were not trained on, ascending: those held back from training, or those of the last calibration.</summary>
    public required IReadOnlyList<float> HeldBackScores { get; init; }

    public required IReadOnlyList<TrainingLoss> TrainingHistory { get; init; }

    /// <summary>The trainer's options, for the reader of an exported file; scoring does not look at them.</summary>
    public JsonElement? TrainerOptions { get; init; }

    /// <summary>Whether the graph computes in 8 bits.</summary>
    public bool IsQuantized { get; init; }

    /// <summary>The image's threshold stands in where there is no other, as in the first files: scores and maps are of the same units, though not normalised alike.</summary>
    [JsonIgnore]
    public float ThresholdOfPixels => PixelThreshold ?? Threshold;

    /// <summary>With another threshold of the score and the same one of pixels, also where the former stood in for it.</summary>
    public ModelSettings WithThreshold(float threshold, ThresholdCalibration? calibration) =>
        this with { Threshold = threshold, ScoreCalibration = calibration, PixelThreshold = ThresholdOfPixels };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="ModelFormatException">The text is not the settings of a model that this version can read.</exception>
    public static ModelSettings FromJson(string text)
    {
        ModelSettings settings;
        try
        {
            byte[] json = Encoding.UTF8.GetBytes(text);
            CheckSize(json);
            settings = JsonSerializer.Deserialize<ModelSettings>(json, Json) ?? throw new JsonException("it is null");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException)
        {
            throw new ModelFormatException($"The model's settings cannot be read: {e.Message} The file is damaged; save the model again.", e);
        }

        if (settings.Format > CurrentFormat)
        {
            throw new ModelFormatException(
                $"The model was written in format {settings.Format}, but this version of FimNet.MLNet reads format {CurrentFormat}. Update the FimNet.MLNet package.");
        }

        settings.Check();
        return settings;
    }

    /// <summary>Empty objects take three bytes in the file and far more in memory.</summary>
    private static void CheckSize(byte[] json)
    {
        var reader = new Utf8JsonReader(json);
        int tokens = 0;
        while (reader.Read())
        {
            Require(++tokens <= ModelLimits.SettingsTokens, $"they have more than the {ModelLimits.SettingsTokens} parts that they can need");
        }
    }

    private void Check()
    {
        Require(Format == CurrentFormat, $"there is no format {Format}");
        Require(IsSide(ImageWidth) && IsSide(ImageHeight), $"the image size {ImageWidth}x{ImageHeight} is not made of multiples of 64 up to {ModelLimits.LargestSide}");
        Require(float.IsFinite(Threshold) && float.IsFinite(ThresholdOfPixels), $"the threshold {Threshold} or {PixelThreshold} is not a finite number");
        Require(LibraryVersion is not null && TrainingHistory is not null, "the library's version or the training history is missing");
        Require(TrainingHistory!.All(loss => loss.Stage is 1 or 2 && loss.Step is > 0 and <= ModelLimits.StageSteps), "the training history has a stage or a step that there cannot be");
        Require(TrainingHistory!.All(loss => float.IsFinite(loss.Reconstruction) && float.IsFinite(loss.Sparsity) && float.IsFinite(loss.LearningRate)), "the training history has a number that is not finite");
        Require(IsSound(ScoreCalibration) && IsSound(PixelCalibration), "a calibration lacks its rule or has a number that is not finite");
        Require(HeldBackScores is not null && HeldBackScores.All(float.IsFinite) && HeldBackScores.SequenceEqual(HeldBackScores.Order()), "the held-back scores are missing, not finite or not in order");
        Require(Columns is { Image.Length: > 0 } && ScoredColumns.AreNamed(Columns), "column names are missing or stand for two columns");
        try
        {
            Require(Regions is not null, "the region options are missing");
            Regions!.Validate();
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw Damaged(e.Message, e);
        }
    }

    private static bool IsSound(ThresholdCalibration? calibration) => calibration is null
        || (calibration.Rule is not null && float.IsFinite(calibration.Threshold) && double.IsFinite(calibration.ExpectedFalseAlarmRate ?? 0) && double.IsFinite(calibration.FalseAlarmRateBound ?? 0));

    private static bool IsSide(int side) => side is >= ModelLimits.SmallestSide and <= ModelLimits.LargestSide && side % 64 == 0;

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw Damaged(otherwise);
        }
    }

    private static ModelFormatException Damaged(string what, Exception? inner = null) => new($"The model's settings are damaged: {what}. Save the model again.", inner!);
}
