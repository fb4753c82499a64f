using FimNet.MLNet.Regions;

namespace FimNet.MLNet;

/// <summary>Finds where in an image the defects are.</summary>
public static class DefectRegions
{
    /// <summary>The connected areas (8 neighbours) of an anomaly map above a threshold.</summary>
    /// <param name="map">The anomaly map.</param>
    /// <param name="threshold">Finite; in units of the map, for example <see cref="FimNetTransformer.PixelThreshold"/>.</param>
    /// <param name="imageWidth">Width in pixels of the original image, to whose pixels the regions' coordinates refer; at least 1.</param>
    /// <param name="imageHeight">Height in pixels of the original image, at least 1.</param>
    /// <param name="options">Minimum area and hysteresis; <see langword="null"/> for the defaults.</param>
    /// <returns>The regions, those with the highest peak first; empty when there are none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is not finite, or a side or an option is out of its range.</exception>
    public static IReadOnlyList<DefectRegion> Find(AnomalyMap map, float threshold, int imageWidth, int imageHeight, DefectRegionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentOutOfRangeException.ThrowIfLessThan(imageWidth, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(imageHeight, 1);
        if (!float.IsFinite(threshold))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The threshold must be a finite number in units of the map.");
        }

        options ??= DefectRegionOptions.Default;
        options.Validate();
        float growTo = threshold > 0 ? (float)(options.GrowTo * threshold) : threshold;
        ReadOnlySpan<float> values = map.Values;
        var isMember = new bool[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            isMember[i] = values[i] > growTo;
        }

        var labels = new int[values.Length];
        var extents = new RegionExtent[ConnectedComponents.Label(isMember, map.Width, labels)];
        for (int i = 0; i < labels.Length; i++)
        {
            if (labels[i] > 0)
            {
                extents[labels[i] - 1].Add(i % map.Width, i / map.Width, values[i]);
            }
        }

        double scaleX = (double)imageWidth / map.Width, scaleY = (double)imageHeight / map.Height;
        return
        [
            .. extents.Where(extent => extent.Peak > threshold)
                .Select(extent => extent.ToRegion(scaleX, scaleY, imageWidth, imageHeight))
                .Where(region => region.Area >= options.MinimumArea)
                .OrderByDescending(region => region.PeakScore),
        ];
    }
}
