using FimNet.MLNet.Export;
using FimNet.MLNet.Training;

namespace FimNet.MLNet.Statistics;

/// <summary>
/// Collects what good images say of a trained network, by running parts of the very graph that will score. Images that were trained on are used, so that those held back for
/// the thresholds stay unseen; one half of them gives the Gaussian and the other the tails, since a Gaussian fits the images it was made of too well.
/// </summary>
/// <param name="exporter">Writes the parts.</param>
/// <param name="data">The good images.</param>
/// <param name="learningRate">The option, for the advice after a divergence.</param>
/// <param name="checkAlive">Called before every image; throws to cancel.</param>
internal sealed class StatisticsCollector(GraphExporter exporter, TrainingData data, double learningRate, Action checkAlive)
{
    // More images cost time and change little: each brings a thousand cells or more.
    private const int MostImages = 100;

    private const int MostImagesForFloor = 16;

    // A channel whose energy is this small beside its usual one is at rest; how much smaller it gets tells of noise.
    private const float FloorShare = 1e-3f;
    private const float SmallestFloor = 1e-12f;

    // Neighbouring values of a map are nearly equal.
    private const int MostValuesAnImage = 4096;

    /// <exception cref="InvalidOperationException">The network gives numbers that are not finite.</exception>
    public SurfaceStatistics Collect()
    {
        int[] gaussian = data.Training.Where((_, i) => i % 2 == 0).Take(MostImages).ToArray();
        int[] tails = data.Training.Where((_, i) => i % 2 == 1).DefaultIfEmpty(gaussian[0]).Take(MostImages).ToArray();
        float[] floor = EnergyFloor(gaussian.Take(MostImagesForFloor));
        (float[] mean, float[] whitening) = Gaussian(gaussian, floor);
        var model = new ResidualModel(floor, mean, whitening);
        (TailCurve mhfd, TailCurve residual) = Tails(tails, model);
        return new SurfaceStatistics(model, mhfd, residual);
    }

    private float[] EnergyFloor(IEnumerable<int> images)
    {
        var sums = new double[ResidualGraph.Channels];
        long cells = 0;
        foreach (float[][] outputs in Run(exporter.ExportEnergies(), images, GraphExporter.Energies))
        {
            int each = outputs[0].Length / sums.Length;
            for (int channel = 0; channel < sums.Length; channel++)
            {
                sums[channel] += outputs[0].AsSpan(channel * each, each).ToArray().Sum(value => (double)value);
            }

            cells += each;
        }

        return Array.ConvertAll(sums, sum => MathF.Max((float)(sum / cells) * FloorShare, SmallestFloor));
    }

    private (float[] Mean, float[] Whitening) Gaussian(IEnumerable<int> images, float[] floor)
    {
        using var moments = new VectorMoments(ResidualGraph.DescriptorSize);
        foreach (float[][] outputs in Run(exporter.ExportDescriptors(floor), images, GraphExporter.Descriptors))
        {
            moments.Add(outputs[0]);
        }

        return moments.Gaussian();
    }

    private (TailCurve Mhfd, TailCurve Residual) Tails(IEnumerable<int> images, ResidualModel model)
    {
        var mhfd = new List<float>();
        var residual = new List<float>();
        foreach (float[][] outputs in Run(exporter.ExportMaps(model), images, GraphExporter.Mhfd, GraphExporter.Distances))
        {
            mhfd.AddRange(Sample(outputs[0]));
            residual.AddRange(Sample(outputs[1]));
        }

        return (TailCurve.Fit([.. mhfd]), TailCurve.Fit([.. residual]));
    }

    private static IEnumerable<float> Sample(float[] map)
    {
        // Odd, so that the values of a row's end do not come from the same few columns in every row.
        int step = map.Length / MostValuesAnImage | 1;
        return map.Where((_, i) => i % step == 0);
    }

    private IEnumerable<float[][]> Run(byte[] graph, IEnumerable<int> images, params string[] outputs)
    {
        using var session = new GraphRun(graph, outputs);
        foreach (int image in images)
        {
            checkAlive();
            float[][] values = session.Run(data.GoodImage(image));
            if (!values.All(output => output.All(float.IsFinite)))
            {
                throw Divergence.Noticed("features of good images are not finite", learningRate);
            }

            yield return values;
        }
    }
}
