namespace FimNet.MLNet.Scoring;

/// <summary>Memory that a graph reads images from and writes its results to, kept from run to run. For one thread at a time.</summary>
internal sealed class ScoreBuffers
{
    public byte[] Pixels { get; private set; } = [];

    public float[] Maps { get; private set; } = [];

    public float[] Scores { get; private set; } = [];

    public byte[] Reconstructions { get; private set; } = [];

    /// <summary>The images' pixels one after another.</summary>
    public byte[] Join(IReadOnlyList<RgbImage> images)
    {
        if (images.Count == 1)
        {
            return images[0].Buffer;
        }

        int length = images[0].Buffer.Length;
        Pixels = AtLeast(Pixels, images.Count * length);
        for (int i = 0; i < images.Count; i++)
        {
            images[i].Buffer.CopyTo(Pixels, i * length);
        }

        return Pixels;
    }

    public void MakeRoom(int images, int area, bool reconstruct)
    {
        Maps = AtLeast(Maps, images * area);
        Scores = AtLeast(Scores, images);
        Reconstructions = reconstruct ? AtLeast(Reconstructions, 3 * images * area) : Reconstructions;
    }

    private static T[] AtLeast<T>(T[] array, int length) => array.Length >= length ? array : new T[length];
}
