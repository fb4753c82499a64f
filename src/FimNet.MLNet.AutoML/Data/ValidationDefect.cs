using FimNet.MLNet.Defects;
using FimNet.MLNet.Defects.Textures;
using FimNet.MLNet.Imaging;
using FimNet.MLNet.Numerics;

namespace FimNet.MLNet.AutoML.Data;

/// <summary>A kind of artificial defect that a training with given options never makes, to validate with where no real defects are at hand.</summary>
/// <param name="Name">What the kind is called.</param>
/// <param name="Options">Settings of the generator.</param>
/// <param name="Natural">Where pastes are cut from; null for kinds that cut from the image itself.</param>
internal sealed record ValidationDefect(string Name, DefectGeneratorOptions Options, INaturalImageSource? Natural)
{
    private const int Attempts = 10;

    private static readonly DefectGeneratorOptions FromTextures = new()
    {
        NaturalPastes = 1,
        BlurredPastes = 0,
        MinSize = 1.0 / 16,
        MaxSize = 1.0 / 3,
        MaxAspectRatio = 4,
    };

    private static readonly DefectGeneratorOptions FromImage = new()
    {
        NaturalPastes = 0,
        BlurredPastes = 1,
        MinSize = 1.0 / 16,
        MaxSize = 1.0 / 4,
        MaxAspectRatio = 4,
        MinOpacity = 1,
        MaxOpacity = 1,
    };

    /// <summary>The kinds that lie outside of what a training makes: textures that it never sees, pastes fainter than its faintest, and crops of the image itself that are sharper or more blurred than any of its own.</summary>
    /// <param name="training">The defects of the training.</param>
    public static IReadOnlyList<ValidationDefect> Outside(DefectGeneratorOptions training)
    {
        var foreign = new ValidationDefect("foreign", FromTextures with { MinSize = 1.0 / 32, MaxSize = 1.0 / 4, MinOpacity = 0.6 }, ProceduralTextureSource.HeldOut);
        var kinds = new List<ValidationDefect> { foreign };
        if (training.MinOpacity > 0.1)
        {
            kinds.Add(foreign with { Name = "faint", Options = FromTextures with { MinOpacity = 0.4 * training.MinOpacity, MaxOpacity = 0.9 * training.MinOpacity } });
        }

        if (training.MinBlurSigma > 0)
        {
            kinds.Add(new ValidationDefect("displaced", FromImage with { MinBlurSigma = 0, MaxBlurSigma = 0.25 * training.MinBlurSigma }, null));
        }

        double blurriest = 1.25 * training.MaxBlurSigma;
        if (blurriest is > 0 and <= 25)
        {
            kinds.Add(new ValidationDefect("smeared", FromImage with { MinBlurSigma = blurriest, MaxBlurSigma = blurriest + 5 }, null));
        }

        return kinds;
    }

    /// <summary>A defective version of a good image.</summary>
    /// <returns>The image, and a mask that marks at least one pixel.</returns>
    public (RgbImage Image, DefectMask Mask) Generate(RgbImage image, int seed)
    {
        var generator = new DefectGenerator(Options, Natural);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            GeneratedDefect defect = generator.Generate(image, SeededRandom.Derive(seed, attempt));
            if (defect.Mask.Span.ContainsAnyExcept((byte)0))
            {
                return (defect.Image, new DefectMask(image.Width, image.Height, Array.ConvertAll(defect.Mask.ToArray(), value => value > 0)));
            }
        }

        throw new InvalidOperationException($"No defect of the kind '{Name}' fits into an image of {image.Width}x{image.Height} pixels. Give a validation set with defects.");
    }
}
