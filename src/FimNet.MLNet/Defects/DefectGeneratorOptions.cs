namespace FimNet.MLNet;

/// <summary>
/// How <see cref="DefectGenerator"/> makes artificial defects: the manual defect generation algorithm (MDGA) of FIM-Net,
/// section III-B and Eq. (1), with its constants as options.
/// </summary>
/// <remarks>
/// Sizes are fractions of the shorter side of the image, so that the same options suit every image size.
/// A new instance equals <see cref="Default"/>.
/// </remarks>
public sealed record DefectGeneratorOptions
{
    internal const int MaxPastes = 16;

    /// <summary>What stage 2 of the training uses: one or two pastes of many sizes, shapes and opacities.</summary>
    public static DefectGeneratorOptions Default { get; } = new();

    /// <summary>
    /// What the paper describes: one crop of a natural image and one blurred crop of the image itself, both squares of half
    /// the side, hard-edged and opaque, at random places.
    /// </summary>
    public static DefectGeneratorOptions Paper { get; } = new()
    {
        MinPastes = 2,
        MinSize = 0.5,
        MaxSize = 0.5,
        MaxAspectRatio = 1,
        BlobProbability = 0,
        MinOpacity = 1,
        MaxOpacity = 1,
    };

    /// <summary>
    /// A folder of natural images (PNG, JPEG or BMP, subfolders included) to cut pastes from;
    /// <see langword="null"/>, the default, uses built-in procedural textures.
    /// </summary>
    public string? NaturalImageFolder { get; init; }

    /// <summary>How many crops of natural images an image gets at most, 0 to 16. Default 1.</summary>
    public int NaturalPastes { get; init; } = 1;

    /// <summary>How many blurred crops of the image itself an image gets at most, 0 to 16. Default 1.</summary>
    public int BlurredPastes { get; init; } = 1;

    /// <summary>
    /// How many of the <see cref="NaturalPastes"/> and <see cref="BlurredPastes"/> an image gets at least, 1 to their sum;
    /// the number is drawn uniformly and which ones they are is drawn too. Default 1.
    /// </summary>
    public int MinPastes { get; init; } = 1;

    /// <summary>
    /// Smallest paste, as the side of the square of the same area over the shorter side of the image, above 0 to 1. Default 1/64.
    /// </summary>
    public double MinSize { get; init; } = 1.0 / 64;

    /// <summary>
    /// Largest paste, measured as <see cref="MinSize"/> is; sizes between the two are drawn log-uniformly. Default 1/2.
    /// </summary>
    public double MaxSize { get; init; } = 0.5;

    /// <summary>
    /// Largest ratio of the sides of a paste, 1 to 8, drawn log-uniformly and lying or standing; a paste that would
    /// exceed the image is cut to it. Default 8.
    /// </summary>
    public double MaxAspectRatio { get; init; } = 8;

    /// <summary>Share of the pastes whose shape is a blob of Perlin noise rather than a rectangle, 0 to 1. Default 0.5.</summary>
    public double BlobProbability { get; init; } = 0.5;

    /// <summary>Lowest opacity of a paste, above 0 to 1. Default 0.25.</summary>
    public double MinOpacity { get; init; } = 0.25;

    /// <summary>Highest opacity of a paste, <see cref="MinOpacity"/> to 1, where 1 replaces what was there. Default 1.</summary>
    public double MaxOpacity { get; init; } = 1;

    /// <summary>Chance that an image is made defective at all, 0 to 1. Default 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>
    /// Smallest crop of the image itself that a blurred paste is resized from, as a fraction of the shorter side, above 0 to 1.
    /// Default 1/8: 64 of the paper's 512 pixels.
    /// </summary>
    public double MinBlurCrop { get; init; } = 1.0 / 8;

    /// <summary>Largest such crop, <see cref="MinBlurCrop"/> to 1. Default 1/2: 256 of the paper's 512 pixels.</summary>
    public double MaxBlurCrop { get; init; } = 0.5;

    /// <summary>
    /// Smallest standard deviation of the Gaussian that blurs a paste, 0 to 32, in pixels of a paste of 256x256;
    /// it shrinks and grows with the paste. Default 2.
    /// </summary>
    public double MinBlurSigma { get; init; } = 2;

    /// <summary>Largest standard deviation, <see cref="MinBlurSigma"/> to 32, measured likewise. Default 8.</summary>
    public double MaxBlurSigma { get; init; } = 8;

    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    /// <exception cref="ArgumentException">The folder's name is empty.</exception>
    internal void Validate()
    {
        if (NaturalImageFolder is not null && string.IsNullOrWhiteSpace(NaturalImageFolder))
        {
            throw new ArgumentException(
                $"{nameof(NaturalImageFolder)} is blank; name a folder of images, or null for the built-in textures.", nameof(NaturalImageFolder));
        }

        Check(nameof(NaturalPastes), NaturalPastes, 0, MaxPastes);
        Check(nameof(BlurredPastes), BlurredPastes, 0, MaxPastes);
        int pastes = NaturalPastes + BlurredPastes;
        if (pastes == 0)
        {
            throw new ArgumentOutOfRangeException(
                nameof(NaturalPastes),
                NaturalPastes,
                $"{nameof(NaturalPastes)} and {nameof(BlurredPastes)} are both 0; at least one must be 1 to {MaxPastes}.");
        }

        if (MinPastes < 1 || MinPastes > pastes)
        {
            throw new ArgumentOutOfRangeException(
                nameof(MinPastes),
                MinPastes,
                $"{nameof(MinPastes)} is {MinPastes}; it must be from 1 to {pastes}, the sum of {nameof(NaturalPastes)} and {nameof(BlurredPastes)}.");
        }

        CheckFraction(nameof(MinSize), MinSize);
        CheckRange(nameof(MaxSize), MaxSize, nameof(MinSize), MinSize, 1);
        Check(nameof(MaxAspectRatio), MaxAspectRatio, 1, 8);
        Check(nameof(BlobProbability), BlobProbability, 0, 1);
        CheckFraction(nameof(MinOpacity), MinOpacity);
        CheckRange(nameof(MaxOpacity), MaxOpacity, nameof(MinOpacity), MinOpacity, 1);
        Check(nameof(Probability), Probability, 0, 1);
        CheckFraction(nameof(MinBlurCrop), MinBlurCrop);
        CheckRange(nameof(MaxBlurCrop), MaxBlurCrop, nameof(MinBlurCrop), MinBlurCrop, 1);
        Check(nameof(MinBlurSigma), MinBlurSigma, 0, 32);
        CheckRange(nameof(MaxBlurSigma), MaxBlurSigma, nameof(MinBlurSigma), MinBlurSigma, 32);
    }

    // The comparisons are written so that NaN fails them.
    private static void Check(string name, double value, double minimum, double maximum)
    {
        if (!(value >= minimum && value <= maximum))
        {
            throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is {value}; it must be from {minimum} to {maximum}."));
        }
    }

    private static void CheckFraction(string name, double value)
    {
        if (!(value > 0 && value <= 1))
        {
            throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is {value}; it must be above 0 and at most 1."));
        }
    }

    private static void CheckRange(string name, double value, string lowerName, double lower, double maximum)
    {
        if (!(value >= lower && value <= maximum))
        {
            throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} is {value}; it must be from {lowerName} ({lower}) to {maximum}."));
        }
    }
}
