namespace FimNet.MLNet.Export;

/// <summary>What of a fitted model decides the shape of its graph, besides the network itself.</summary>
internal sealed record GraphOptions
{
    public required int ImageWidth { get; init; }

    public required int ImageHeight { get; init; }

    /// <summary>Whether every image is brought to one mean and deviation of grey levels first.</summary>
    public required bool NormalizeIllumination { get; init; }

    /// <summary>Distance of neighbouring patches: 64, or a divisor of 64 for overlapping ones.</summary>
    public required int PatchStride { get; init; }

    public required AnomalyScoring Scoring { get; init; }

    public required IReadOnlyList<int> FeatureLevels { get; init; }

    public required double SmoothingSigma { get; init; }

    /// <summary>The image's score is the mean of this share of the map's highest values; 0 for the maximum.</summary>
    public required double ScoreTopFraction { get; init; }
}
