namespace FimNet.MLNet;

/// <summary>The size at which anomaly maps and masks of different sizes are compared.</summary>
public enum SegmentationResolution
{
    /// <summary>At the map's size: each map pixel takes the mask's value under its centre.</summary>
    Map,

    /// <summary>
    /// At the mask's size: maps are upsampled bilinearly. An image without a mask is compared at its own size, which needs the column of image paths,
    /// and without that column at the map's size.
    /// </summary>
    Mask,
}
