using FimNet.MLNet.Export;
using FimNet.MLNet.Scoring;
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

    private const int MostImagesForFloors = 16;

    // A channel whose energy is this small beside its usual one is at rest; how much smaller it gets tells of noise.
    private const float EnergyFloorShare = 1e-3f;

    // The logarithm of a map near zero would be all that a fit looks at.
    private const float DifferenceFloorShare = 0.02f;

    private const float SmallestFloor = 1e-12f;

    // Good images of an uneven product differ so much that fifty of them leave it to chance; every image takes as long as scoring one.
    private const int MostImagesForNormalization = 200;

    // Neighbouring values of a map are nearly equal.
    private const int MostValuesAnImage = 4096;

    /// <returns>Null where the scoring needs none.</returns>
    /// <exception cref="InvalidOperationException">The network gives numbers that are not finite.</exception>
    public SurfaceStatistics? Collect()
    {
        if (exporter.Scoring is AnomalyScoring.Mhfd or AnomalyScoring.PixelDifference)
        {
            return null;
        }

        int[] gaussian = data.Training.Where((_, i) => i % 2 == 0).Take(MostImages).ToArray();
        int[] tails = data.Training.Where((_, i) => i % 2 == 1).DefaultIfEmpty(gaussian[0]).Take(MostImages).ToArray();
        (float[] energyFloor, float[] differenceFloors) = Floors(gaussian.Take(MostImagesForFloors));
        AppearanceModel? appearance = exporter.Scoring == AnomalyScoring.TwoSidedMhfd ? null : Appearance(gaussian, energyFloor, differenceFloors);
        (float[] mean, float[] whitening) = Gaussian(gaussian, energyFloor, appearance);
        var model = new ResidualModel(energyFloor, appearance, mean, whitening);
        (TailCurve[] differences, TailCurve residual) = Tails(tails, model);
        return new SurfaceStatistics(model, differences, residual);
    }

    /// <param name="statistics">Those of <see cref="Collect"/>; null where the scoring needs none.</param>
    /// <param name="positions">Whether to collect what is usual at a position.</param>
    /// <param name="background">Whether to collect what is usual of an image's background.</param>
    /// <exception cref="InvalidOperationException">The network gives numbers that are not finite.</exception>
    public MapNormalization CollectNormalization(SurfaceStatistics? statistics, bool positions, bool background)
    {
        int count = Math.Min(data.Training.Count, MostImagesForNormalization);
        IEnumerable<int> images = Enumerable.Range(0, count).Select(i => data.Training[(int)((long)i * data.Training.Count / count)]);
        PositionMoments? moments = positions ? new PositionMoments(new MapPlaces(data.Width, data.Height)) : null;
        double backgrounds = 0;
        foreach (float[][] outputs in Run(exporter.ExportBackground(statistics), images, GraphNames.AnomalyMap, GraphExporter.Background))
        {
            moments?.Add(outputs[0]);
            backgrounds += outputs[1][0];
        }

        return new MapNormalization(moments?.Normalization(), background ? (float)(backgrounds / count) : null);
    }

    private (float[] Energy, float[] Differences) Floors(IEnumerable<int> images)
    {
        var energies = new double[ResidualGraph.Channels];
        var differences = new double[DifferenceMaps.Count(exporter.Scoring)];
        int count = 0;
        foreach (float[][] outputs in Run(exporter.ExportEnergies(), images, GraphExporter.Energies, GraphExporter.Differences))
        {
            AddMeans(energies, outputs[0]);
            AddMeans(differences, outputs[1]);
            count++;
        }

        return (Array.ConvertAll(energies, sum => Floor(sum / count, EnergyFloorShare)), Array.ConvertAll(differences, sum => Floor(sum / count, DifferenceFloorShare)));

        static void AddMeans(double[] sums, float[] planes)
        {
            for (int plane = 0; plane < sums.Length; plane++)
            {
                sums[plane] += Plane(planes, plane, sums.Length).Average(value => (double)value);
            }
        }

        static float Floor(double usual, float share) => MathF.Max((float)usual * share, SmallestFloor);
    }

    private AppearanceModel Appearance(IEnumerable<int> images, float[] energyFloor, float[] differenceFloors)
    {
        using var moments = new VectorMoments(ResidualGraph.Channels + differenceFloors.Length + ResidualGraph.DescriptorSize);
        foreach (float[][] outputs in Run(
            exporter.ExportAppearance(energyFloor, differenceFloors), images, GraphExporter.Appearance, GraphExporter.LogDifferences, GraphExporter.Descriptors))
        {
            moments.Add([.. outputs[0], .. outputs[1], .. outputs[2]]);
        }

        return AppearanceModel.Fit(moments, ResidualGraph.Channels, differenceFloors.Length);
    }

    private (float[] Mean, float[] Whitening) Gaussian(IEnumerable<int> images, float[] energyFloor, AppearanceModel? appearance)
    {
        using var moments = new VectorMoments(ResidualGraph.DescriptorSize);
        foreach (float[][] outputs in Run(exporter.ExportDescriptors(energyFloor, appearance), images, GraphExporter.Descriptors))
        {
            moments.Add(outputs[0]);
        }

        return moments.Gaussian();
    }

    private (TailCurve[] Differences, TailCurve Residual) Tails(IEnumerable<int> images, ResidualModel model)
    {
        List<float>[] differences = [.. Enumerable.Range(0, DifferenceMaps.Count(exporter.Scoring)).Select(_ => new List<float>())];
        var residual = new List<float>();
        foreach (float[][] outputs in Run(exporter.ExportMaps(model), images, GraphExporter.Differences, GraphExporter.Distances))
        {
            for (int map = 0; map < differences.Length; map++)
            {
                differences[map].AddRange(Sample(Plane(outputs[0], map, differences.Length)));
            }

            residual.AddRange(Sample(outputs[1]));
        }

        return (Array.ConvertAll(differences, values => TailCurve.Fit([.. values])), TailCurve.Fit([.. residual]));
    }

    private static float[] Plane(float[] planes, int index, int count)
    {
        int size = planes.Length / count;
        return planes[(index * size)..((index + 1) * size)];
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
