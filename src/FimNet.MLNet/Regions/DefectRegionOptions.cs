namespace FimNet.MLNet;

/// <summary>Which areas of an anomaly map count as defect regions.</summary>
public sealed record DefectRegionOptions
{
    /// <summary>No minimum, no hysteresis.</summary>
    public static DefectRegionOptions Default { get; } = new();

    /// <summary>Smaller regions are left out. In pixels of the original image, 0 to 1e12. Default: 0.</summary>
    public double MinimumArea { get; init; }

    /// <summary>
    /// Hysteresis: a region reaches as far as the map is above this share of the threshold, and must be above the threshold itself somewhere.
    /// Above 0, at most 1. Default: 1, no hysteresis. Has an effect for positive thresholds only.
    /// </summary>
    public double GrowTo { get; init; } = 1;

    internal void Validate()
    {
        if (!(MinimumArea is >= 0 and <= 1e12))
        {
            throw new ArgumentOutOfRangeException(nameof(MinimumArea), MinimumArea, "MinimumArea must be 0 to 1e12 pixels.");
        }

        if (!(GrowTo is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(GrowTo), GrowTo, "GrowTo must be above 0 and at most 1.");
        }
    }
}
