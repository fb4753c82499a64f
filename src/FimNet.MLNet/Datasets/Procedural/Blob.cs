namespace FimNet.MLNet.Datasets;

/// <summary>An irregular, roughly elliptic area that lies within the image.</summary>
internal sealed class Blob
{
    private readonly float _centreX, _centreY, _radiusX, _radiusY, _cosine, _sine, _roughness;
    private readonly LatticeNoise _noise;

    /// <param name="size">Side of the image in pixels.</param>
    /// <param name="areaShare">Area of the ellipse as a share of the image.</param>
    /// <param name="roughness">How far the outline strays, as a share of the radius.</param>
    /// <param name="random">Where and how it lies.</param>
    public Blob(int size, float areaShare, float roughness, SurfaceRandom random)
    {
        Radius = size * MathF.Sqrt(areaShare / MathF.PI);
        float aspect = random.Uniform(1f, 1.35f);
        (_radiusX, _radiusY) = (Radius * aspect, Radius / aspect);
        float turn = random.Uniform();
        (_cosine, _sine) = (SurfaceMath.CosTurns(turn), SurfaceMath.SinTurns(turn));
        float margin = Math.Min(1.3f * Radius, 0.45f * size);
        (_centreX, _centreY) = (random.Uniform(margin, size - margin), random.Uniform(margin, size - margin));
        _roughness = roughness;
        _noise = new LatticeNoise(random.NextUInt64());
    }

    /// <summary>Mean radius in pixels.</summary>
    public float Radius { get; }

    /// <summary>The offset from the centre in radii, before the outline strays.</summary>
    public (float X, float Y) Place(float x, float y)
    {
        float right = x - _centreX, down = y - _centreY;
        return (((right * _cosine) + (down * _sine)) / _radiusX, ((down * _cosine) - (right * _sine)) / _radiusY);
    }

    /// <summary>The offset from the centre in pixels.</summary>
    public (float X, float Y) Offset(float x, float y) => (x - _centreX, y - _centreY);

    /// <summary>About how many pixels a place lies inside the outline; negative outside.</summary>
    public float Depth(float x, float y)
    {
        (float placeX, float placeY) = Place(x, y);
        float distance = MathF.Sqrt((placeX * placeX) + (placeY * placeY));
        if (distance > 1.6f)
        {
            return -Radius;
        }

        float straying = _noise.At(x * 2.2f / Radius, y * 2.2f / Radius) + (0.45f * _noise.At(x * 5.5f / Radius, (y * 5.5f / Radius) + 300f));
        return Radius * (1f - distance + (_roughness * straying));
    }
}
