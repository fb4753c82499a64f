namespace FimNet.MLNet;

/// <summary>A connected area of an image that a model finds anomalous. Coordinates are pixels of the original image; (0, 0) is the top left pixel.</summary>
public sealed record DefectRegion
{
    /// <summary>Left edge of the bounding box: its first column.</summary>
    public required int Left { get; init; }

    /// <summary>Top edge of the bounding box: its first row.</summary>
    public required int Top { get; init; }

    /// <summary>Width of the bounding box, at least 1.</summary>
    public required int Width { get; init; }

    /// <summary>Height of the bounding box, at least 1.</summary>
    public required int Height { get; init; }

    /// <summary>Area in pixels of the original image. Not whole where the map has another size.</summary>
    public required double Area { get; init; }

    /// <summary>Area as a share of the image, in percent, above 0 to 100.</summary>
    public required double AreaPercent { get; init; }

    /// <summary>Column of the centre of gravity, every point of the region weighing the same.</summary>
    public required double CentroidX { get; init; }

    /// <summary>Row of the centre of gravity.</summary>
    public required double CentroidY { get; init; }

    /// <summary>The map's highest value in the region.</summary>
    public required float PeakScore { get; init; }

    /// <summary>The map's mean value in the region.</summary>
    public required float MeanScore { get; init; }
}
