namespace FimNet.MLNet.Defects;

/// <summary>Natural images to cut pastes from. Safe for several threads.</summary>
internal interface INaturalImageSource
{
    /// <summary>How many images there are, at least 1.</summary>
    public int Count { get; }

    /// <summary>One of the images: the same one for the same index, whatever was asked for before.</summary>
    public RgbImage Get(int index);
}
