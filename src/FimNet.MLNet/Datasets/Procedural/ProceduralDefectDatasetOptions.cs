namespace FimNet.MLNet;

/// <summary>How many images <see cref="ProceduralDefectDataset"/> writes, how large, and from which seed.</summary>
public sealed record ProceduralDefectDatasetOptions
{
    private const int SmallestImage = 64, LargestImage = 2048, MostImages = 10_000;

    /// <summary>Side of the square images in pixels.</summary>
    /// <value>64 to 2048; the default is 256. The texture keeps its scale in pixels, defects grow with the image.</value>
    public int ImageSize { get; init; } = 256;

    /// <summary>Number of defect-free images to learn from.</summary>
    /// <value>1 to 10000; the default is 60.</value>
    public int TrainImages { get; init; } = 60;

    /// <summary>Number of defect-free test images.</summary>
    /// <value>0 to 10000; the default is 20.</value>
    public int GoodTestImages { get; init; } = 20;

    /// <summary>Number of test images of each of the six kinds of defects.</summary>
    /// <value>1 to 10000; the default is 8.</value>
    public int TestImagesPerDefect { get; init; } = 8;

    /// <summary>Where the random numbers start: the same seed gives the same pixels, and an image does not depend on how many there are.</summary>
    /// <value>Any number; the default is 0.</value>
    public int Seed { get; init; }

    internal void Validate()
    {
        Check(nameof(ImageSize), ImageSize, SmallestImage, LargestImage);
        Check(nameof(TrainImages), TrainImages, 1, MostImages);
        Check(nameof(GoodTestImages), GoodTestImages, 0, MostImages);
        Check(nameof(TestImagesPerDefect), TestImagesPerDefect, 1, MostImages);
    }

    private static void Check(string option, int value, int lowest, int highest)
    {
        if (value < lowest || value > highest)
        {
            throw new ArgumentOutOfRangeException(option, value, $"{option} must lie between {lowest} and {highest}.");
        }
    }
}
