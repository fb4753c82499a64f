using FimNet.MLNet.Imaging;

namespace FimNet.MLNet.Datasets;

/// <summary>One image of a procedural set and, when it is defective, its mask.</summary>
internal sealed record ProceduralImage(RgbImage Image, DefectMask? Mask)
{
    // Separate streams, so that an image with a defect and the same image without differ by the defect only.
    private const ulong SurfaceStream = 1, CameraStream = 2, DefectStream = 3;

    public static ProceduralImage Draw(ProceduralTexture texture, int size, ulong seed, SurfaceDefect? defect)
    {
        Surface surface = Render(texture, size, Stream(seed, SurfaceStream));
        bool[]? defective = defect?.Draw(surface, Stream(seed, DefectStream));
        return new ProceduralImage(
            Camera.Photograph(surface, Stream(seed, CameraStream)),
            defective is null ? null : new DefectMask(size, size, defective));
    }

    private static Surface Render(ProceduralTexture texture, int size, SurfaceRandom random) => texture switch
    {
        ProceduralTexture.Weave => WovenTexture.Weave.Render(size, random),
        ProceduralTexture.Grid => WovenTexture.Grid.Render(size, random),
        ProceduralTexture.Grain => GrainTexture.Render(size, random),
        _ => throw new ArgumentOutOfRangeException(
            nameof(texture), texture, $"texture must be one of {string.Join(", ", Enum.GetNames<ProceduralTexture>())}."),
    };

    private static SurfaceRandom Stream(ulong seed, ulong stream) => new(SurfaceRandom.Combine(seed, stream));
}
