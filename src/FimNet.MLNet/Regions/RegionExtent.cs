namespace FimNet.MLNet.Regions;

/// <summary>What is known of a region while its map pixels are visited.</summary>
internal struct RegionExtent
{
    private int _left;
    private int _top;
    private int _right;
    private int _bottom;
    private long _count;
    private double _sumX;
    private double _sumY;
    private double _sum;

    public float Peak { get; private set; }

    public void Add(int x, int y, float value)
    {
        if (_count == 0)
        {
            (_left, _top, _right, _bottom, Peak) = (x, y, x, y, value);
        }

        (_left, _right) = (Math.Min(_left, x), Math.Max(_right, x));
        (_top, _bottom) = (Math.Min(_top, y), Math.Max(_bottom, y));
        Peak = Math.Max(Peak, value);
        _count++;
        _sumX += x;
        _sumY += y;
        _sum += value;
    }

    /// <summary>The region in pixels of an image that is larger by the scales, pixels being squares with their centres at whole coordinates.</summary>
    public readonly DefectRegion ToRegion(double scaleX, double scaleY, int imageWidth, int imageHeight)
    {
        // Rounding noise must not open another pixel.
        const double Tolerance = 1e-9;
        int left = (int)Math.Floor((_left * scaleX) + Tolerance), top = (int)Math.Floor((_top * scaleY) + Tolerance);
        int right = (int)Math.Ceiling(((_right + 1) * scaleX) - Tolerance), bottom = (int)Math.Ceiling(((_bottom + 1) * scaleY) - Tolerance);
        double area = _count * scaleX * scaleY;
        return new DefectRegion
        {
            Left = left,
            Top = top,
            Width = Math.Min(right, imageWidth) - left,
            Height = Math.Min(bottom, imageHeight) - top,
            Area = area,
            AreaPercent = 100 * area / ((double)imageWidth * imageHeight),
            CentroidX = (scaleX * _sumX / _count) + ((scaleX - 1) / 2),
            CentroidY = (scaleY * _sumY / _count) + ((scaleY - 1) / 2),
            PeakScore = Peak,
            MeanScore = (float)(_sum / _count),
        };
    }
}
