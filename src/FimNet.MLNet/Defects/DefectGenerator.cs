using System.Buffers;
using FimNet.MLNet.Defects;
using FimNet.MLNet.Defects.Textures;
using FimNet.MLNet.Numerics;

namespace FimNet.MLNet;

/// <summary>
/// Turns a defect-free image into a defective one by pasting crops of natural images and blurred crops of the image itself:
/// the manual defect generation algorithm (MDGA) of FIM-Net, section III-B and Eq. (1).
/// </summary>
/// <remarks>The result depends on the image, the seed and the options only. An instance may be used by several threads at once.</remarks>
public sealed class DefectGenerator
{
    /// <summary>Side of the paste in whose pixels the paper gives the blur.</summary>
    private const double BlurReferenceSide = 256;

    private const int Channels = 3;

    private readonly DefectGeneratorOptions _options;
    private readonly INaturalImageSource _natural;

    /// <summary>Creates a generator.</summary>
    /// <param name="options">Number, size, shape and origin of the defects.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="ArgumentException">The folder's name is empty.</exception>
    /// <exception cref="DirectoryNotFoundException"><see cref="DefectGeneratorOptions.NaturalImageFolder"/> does not exist.</exception>
    /// <exception cref="InvalidOperationException"><see cref="DefectGeneratorOptions.NaturalImageFolder"/> holds no images.</exception>
    public DefectGenerator(DefectGeneratorOptions options)
        : this(options, natural: null)
    {
    }

    /// <param name="options">Number, size, shape and origin of the defects.</param>
    /// <param name="natural">Where natural images come from instead of what the options say; null for what they say.</param>
    internal DefectGenerator(DefectGeneratorOptions options, INaturalImageSource? natural)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        _options = options;
        _natural = natural ?? (options.NaturalImageFolder is null ? ProceduralTextureSource.Shared : new FolderImageSource(options.NaturalImageFolder));
    }

    /// <summary>Makes one defective image.</summary>
    /// <param name="image">The defect-free image, of any size; it stays as it is.</param>
    /// <param name="seed">Chooses the defects: the same seed gives the same bytes again.</param>
    /// <returns>The defective image and the mask of what was pasted.</returns>
    /// <exception cref="ImageReadException">A natural image is damaged.</exception>
    public GeneratedDefect Generate(RgbImage image, int seed)
    {
        ArgumentNullException.ThrowIfNull(image);
        var pixels = new byte[image.Pixels.Length];
        var mask = new byte[image.Width * image.Height];
        Generate(image.Pixels, image.Width, image.Height, seed, pixels, mask);
        return new GeneratedDefect(new RgbImage(image.Width, image.Height, pixels), mask);
    }

    /// <summary>The same over raw bytes, for callers that keep many images in one buffer.</summary>
    /// <param name="image">Height x width x 3 bytes, RGB.</param>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="seed">Chooses the defects.</param>
    /// <param name="output">Receives as many bytes as <paramref name="image"/> has, and does not overlap it.</param>
    /// <param name="mask">Receives height x width bytes of 0 or 255.</param>
    internal void Generate(ReadOnlySpan<byte> image, int width, int height, int seed, Span<byte> output, Span<byte> mask)
    {
        image.CopyTo(output);
        mask.Clear();
        var random = new SeededRandom(seed);
        if (!random.Chance(_options.Probability))
        {
            return;
        }

        int natural = _options.NaturalPastes;
        int left = natural + _options.BlurredPastes;
        int count = random.NextInt(_options.MinPastes, left);
        for (int i = 0; i < count; i++, left--)
        {
            bool isNatural = random.NextInt(1, left) <= natural;
            natural -= isNatural ? 1 : 0;
            Paste(image, width, height, isNatural, random, output, mask);
        }
    }

    private void Paste(ReadOnlySpan<byte> image, int width, int height, bool isNatural, SeededRandom random, Span<byte> output, Span<byte> mask)
    {
        PixelBox place = DrawPlace(width, height, random);
        int pixels = place.Width * place.Height;
        float[] patch = ArrayPool<float>.Shared.Rent(pixels * Channels);
        bool[] shape = ArrayPool<bool>.Shared.Rent(pixels);
        try
        {
            Span<float> patchPixels = patch.AsSpan(0, pixels * Channels);
            if (isNatural)
            {
                CutNatural(place, random, patchPixels);
            }
            else
            {
                CutBlurred(image, width, height, place, random, patchPixels);
            }

            Span<bool> shapePixels = shape.AsSpan(0, pixels);
            if (random.Chance(_options.BlobProbability))
            {
                BlobShape.Fill(shapePixels, place.Width, place.Height, random);
            }
            else
            {
                shapePixels.Fill(true);
            }

            float opacity = (float)random.Uniform(_options.MinOpacity, _options.MaxOpacity);
            Blend(patchPixels, shapePixels, place, opacity, width, output, mask);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(patch);
            ArrayPool<bool>.Shared.Return(shape);
        }
    }

    private PixelBox DrawPlace(int width, int height, SeededRandom random)
    {
        double side = Math.Min(width, height) * random.LogUniform(_options.MinSize, _options.MaxSize);
        double stretch = Math.Sqrt(random.LogUniform(1 / _options.MaxAspectRatio, _options.MaxAspectRatio));
        return DrawBox(width, height, side * stretch, side / stretch, random);
    }

    private void CutNatural(PixelBox place, SeededRandom random, Span<float> patch)
    {
        RgbImage natural = _natural.Get(random.NextInt(0, _natural.Count - 1));

        // A natural image that is too small for the paste is enlarged: a smaller crop of the same proportions is cut.
        double scale = Math.Min(1, Math.Min((double)natural.Width / place.Width, (double)natural.Height / place.Height));
        PixelBox crop = DrawBox(natural.Width, natural.Height, place.Width * scale, place.Height * scale, random);
        CropResampler.Resize(natural.Pixels, natural.Width, crop, patch, place.Width, place.Height);
    }

    private void CutBlurred(ReadOnlySpan<byte> image, int width, int height, PixelBox place, SeededRandom random, Span<float> patch)
    {
        double cropSide = Math.Min(width, height) * random.Uniform(_options.MinBlurCrop, _options.MaxBlurCrop);
        double placeSide = Math.Sqrt((double)place.Width * place.Height);
        double scale = cropSide / placeSide;
        PixelBox crop = DrawBox(width, height, place.Width * scale, place.Height * scale, random);
        CropResampler.Resize(image, width, crop, patch, place.Width, place.Height);
        double sigma = random.Uniform(_options.MinBlurSigma, _options.MaxBlurSigma) * placeSide / BlurReferenceSide;
        GaussianBlur.Apply(patch, place.Width, place.Height, sigma);
    }

    /// <summary>A box of about the given sides, at least one pixel and at most the image, anywhere in the image.</summary>
    private static PixelBox DrawBox(int imageWidth, int imageHeight, double width, double height, SeededRandom random)
    {
        int boxWidth = Math.Clamp((int)Math.Round(width), 1, imageWidth);
        int boxHeight = Math.Clamp((int)Math.Round(height), 1, imageHeight);
        return new PixelBox(random.NextInt(0, imageWidth - boxWidth), random.NextInt(0, imageHeight - boxHeight), boxWidth, boxHeight);
    }

    private static void Blend(
        ReadOnlySpan<float> patch, ReadOnlySpan<bool> shape, PixelBox place, float opacity, int imageWidth, Span<byte> output, Span<byte> mask)
    {
        for (int y = 0; y < place.Height; y++)
        {
            int pixel = (place.Y + y) * imageWidth + place.X;
            Span<byte> outputRow = output.Slice(pixel * Channels, place.Width * Channels);
            Span<byte> maskRow = mask.Slice(pixel, place.Width);
            ReadOnlySpan<bool> shapeRow = shape.Slice(y * place.Width, place.Width);
            ReadOnlySpan<float> patchRow = patch.Slice(y * place.Width * Channels, place.Width * Channels);
            for (int x = 0; x < shapeRow.Length; x++)
            {
                if (!shapeRow[x])
                {
                    continue;
                }

                maskRow[x] = byte.MaxValue;
                for (int i = x * Channels; i < (x + 1) * Channels; i++)
                {
                    float old = outputRow[i];
                    outputRow[i] = (byte)(old + opacity * (patchRow[i] - old) + 0.5f);
                }
            }
        }
    }
}
