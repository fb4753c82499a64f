using System.Text.Json;
using System.Text.Json.Serialization;

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

    /// <summary>Scores and maps are of the same units, so that the image's threshold is a fair guess where there is no other.</summary>
    [JsonIgnore]
    public float ThresholdOfPixels => PixelThreshold ?? Threshold;

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <exception cref="ModelFormatException">The text is not the settings of a model that this version can read.</exception>
    public static ModelSettings FromJson(string text)
    {
        ModelSettings settings;
        try
        {
            settings = JsonSerializer.Deserialize<ModelSettings>(text, Json) ?? throw new JsonException("it is null");
        }
        catch (JsonException e)
        {
            throw new ModelFormatException($"The model's settings cannot be read: {e.Message} The file is damaged; save the model again.", e);
        }

        if (settings.Format != CurrentFormat)
        {
            throw new ModelFormatException(
                $"The model was written in format {settings.Format}, but this version of FimNet.MLNet reads format {CurrentFormat}. Update the FimNet.MLNet package.");
        }

        settings.Check();
        return settings;
    }

    private void Check()
    {
        if (ImageWidth < 64 || ImageHeight < 64 || ImageWidth % 64 != 0 || ImageHeight % 64 != 0)
        {
            throw Damaged($"the image size {ImageWidth}x{ImageHeight} is not made of multiples of 64");
        }

        if (!float.IsFinite(Threshold) || !float.IsFinite(ThresholdOfPixels))
        {
            throw Damaged($"the threshold {Threshold} or {PixelThreshold} is not a finite number");
        }

        if (Columns is not { Image.Length: > 0, Score.Length: > 0, PredictedLabel.Length: > 0, AnomalyMap.Length: > 0 } || HeldBackScores is null || TrainingHistory is null || Regions is null)
        {
            throw Damaged("a column name, the held-back scores, the training history or the region options are missing");
        }
    }

    private static ModelFormatException Damaged(string what) => new($"The model's settings are damaged: {what}. Save the model again.");
}
