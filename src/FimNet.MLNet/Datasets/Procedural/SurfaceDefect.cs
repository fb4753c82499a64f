namespace FimNet.MLNet.Datasets;

/// <summary>A kind of defect: its folder name and how it is drawn.</summary>
/// <param name="Name">The name of its folder.</param>
/// <param name="Draw">Changes the surface and returns which pixels changed visibly.</param>
internal sealed record SurfaceDefect(string Name, Func<Surface, SurfaceRandom, bool[]> Draw)
{
    /// <summary>The share of a change from which a pixel is marked: below, it is a few grey levels at most.</summary>
    public const float Visible = 0.035f;

    public static IReadOnlyList<SurfaceDefect> All { get; } =
    [
        new("displaced", DisplacedDefect.Draw),
        new("foreign", ForeignDefect.Draw),
        new("hole", HoleDefect.Draw),
        new("scratch", ScratchDefect.Draw),
        new("stain", StainDefect.Draw),
        new("worn", WornDefect.Draw),
    ];
}
