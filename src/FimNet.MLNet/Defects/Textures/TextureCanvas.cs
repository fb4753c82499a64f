using System.Numerics;

namespace FimNet.MLNet.Defects.Textures;

/// <summary>A square of RGB colours, each channel 0 to 1 once it is finished, that textures are painted on.</summary>
internal sealed class TextureCanvas(int size)
{
    private readonly Vector3[] _pixels = new Vector3[size * size];

    public int Size => size;

    public ref Vector3 this[int x, int y] => ref _pixels[y * size + x];

    /// <summary>Paints every pixel by its position.</summary>
    public void Paint(Func<float, float, Vector3> colourAt)
    {
        for (int y = 0, i = 0; y < size; y++)
        {
            for (int x = 0; x < size; x++, i++)
            {
                _pixels[i] = colourAt(x, y);
            }
        }
    }

    /// <summary>Changes every pixel by its position and colour.</summary>
    public void Adjust(Func<float, float, Vector3, Vector3> colourAt) =>
        Paint((x, y) => colourAt(x, y, this[(int)x, (int)y]));

    public RgbImage ToImage()
    {
        var bytes = new byte[_pixels.Length * 3];
        for (int i = 0; i < _pixels.Length; i++)
        {
            Vector3 colour = Vector3.Clamp(_pixels[i], Vector3.Zero, Vector3.One) * byte.MaxValue + new Vector3(0.5f);
            bytes[3 * i] = (byte)colour.X;
            bytes[3 * i + 1] = (byte)colour.Y;
            bytes[3 * i + 2] = (byte)colour.Z;
        }

        return new RgbImage(size, size, bytes);
    }
}
