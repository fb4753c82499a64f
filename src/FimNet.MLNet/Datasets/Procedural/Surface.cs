namespace FimNet.MLNet.Datasets;

/// <summary>A square surface before lighting and camera: three planes of grey levels that defects are drawn into.</summary>
internal sealed class Surface
{
    public Surface(int size, float grain, Colour hollow)
    {
        Size = size;
        Grain = grain;
        Hollow = hollow;
        Planes = [new float[size * size], new float[size * size], new float[size * size]];
    }

    public int Size { get; }

    /// <summary>The size of the texture's elements in pixels, such as the distance of threads.</summary>
    public float Grain { get; }

    /// <summary>What is seen where the material is missing.</summary>
    public Colour Hollow { get; }

    public float[][] Planes { get; }

    public Colour this[int index]
    {
        get => new(Planes[0][index], Planes[1][index], Planes[2][index]);
        set => (Planes[0][index], Planes[1][index], Planes[2][index]) = (value.Red, value.Green, value.Blue);
    }

    public Colour Mean() => new(Planes[0].Average(), Planes[1].Average(), Planes[2].Average());

    /// <summary>The mean and standard deviation of the brightness.</summary>
    public (float Mean, float Deviation) Brightness()
    {
        double sum = 0, squares = 0;
        for (int i = 0; i < Planes[0].Length; i++)
        {
            double luma = this[i].Luma;
            sum += luma;
            squares += luma * luma;
        }

        double mean = sum / Planes[0].Length;
        return ((float)mean, (float)Math.Sqrt(Math.Max(1e-6, (squares / Planes[0].Length) - (mean * mean))));
    }
}
