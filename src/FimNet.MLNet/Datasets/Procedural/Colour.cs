namespace FimNet.MLNet.Datasets;

/// <summary>A colour in grey levels, nominally 0 to 255 a channel.</summary>
internal readonly record struct Colour(float Red, float Green, float Blue)
{
    public float Luma => (0.299f * Red) + (0.587f * Green) + (0.114f * Blue);

    /// <summary>The difference of the channel that differs most.</summary>
    public float Difference(Colour other) =>
        Math.Max(MathF.Abs(Red - other.Red), Math.Max(MathF.Abs(Green - other.Green), MathF.Abs(Blue - other.Blue)));

    public Colour Times(float factor) => new(Red * factor, Green * factor, Blue * factor);

    public Colour Times(Colour factors) => new(Red * factors.Red, Green * factors.Green, Blue * factors.Blue);

    public Colour Towards(Colour other, float share) => new(
        SurfaceMath.Lerp(Red, other.Red, share), SurfaceMath.Lerp(Green, other.Green, share), SurfaceMath.Lerp(Blue, other.Blue, share));
}
