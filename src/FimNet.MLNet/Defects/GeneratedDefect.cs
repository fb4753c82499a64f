namespace FimNet.MLNet;

/// <summary>An image with artificial defects and where they are.</summary>
public sealed class GeneratedDefect
{
    internal GeneratedDefect(RgbImage image, byte[] mask)
    {
        Image = image;
        Mask = mask;
    }

    /// <summary>The image with the defects pasted into it, as large as the original.</summary>
    public RgbImage Image { get; }

    /// <summary>
    /// Height x width bytes, row by row: 255 where something was pasted, 0 elsewhere. Where it is 0 the image equals the original.
    /// </summary>
    public ReadOnlyMemory<byte> Mask { get; }
}
