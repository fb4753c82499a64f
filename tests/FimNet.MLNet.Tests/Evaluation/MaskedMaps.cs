using FimNet.MLNet.Evaluation;
using FimNet.MLNet.Regions;

namespace FimNet.MLNet.Tests.Evaluation;

/// <summary>Small maps with masks, and their metrics computed the slow way.</summary>
internal sealed record MaskedMaps(IReadOnlyList<MaskedMap> Images)
{
    public static MaskedMaps Random(int seed, int images = 6, int width = 9, int height = 7, int levels = 15)
    {
        var random = new Random(seed);
        return new MaskedMaps([.. Enumerable.Range(0, images).Select(image =>
        {
            bool isGood = image % 3 == 0;
            bool[] mask = [.. Enumerable.Range(0, width * height).Select(_ => !isGood && random.Next(4) == 0)];
            float[] scores = [.. mask.Select(defective => random.Next(levels) + (defective ? levels / 4f : 0))];
            return Map(isGood ? "" : image % 2 == 0 ? "dent" : "scratch", scores, mask, width);
        })]);
    }

    public static MaskedMap Map(string defect, float[] scores, bool[] mask, int width)
    {
        var region = new int[mask.Length];
        return new MaskedMap(defect, scores, region, ConnectedComponents.Label(mask, width, region));
    }

    public SegmentationMetrics Metrics(SegmentationOptions? options = null)
    {
        SegmentationEvaluator evaluator = SegmentationEvaluator.Create(options ?? new SegmentationOptions());
        foreach (MaskedMap image in Images)
        {
            evaluator.Add(image);
        }

        return evaluator.Compute();
    }

    /// <summary>What is found at a threshold that a value must be above, counted pixel by pixel.</summary>
    public (double FalsePositiveRate, double Recall, double Precision, double RegionOverlap, double F1, double IoU) At(float threshold)
    {
        double found = 0, defective = 0, falselyFound = 0, good = 0;
        var overlaps = new List<double>();
        foreach (MaskedMap image in Images)
        {
            float[] scores = image.Scores.ToArray();
            int[] region = image.Region.ToArray();
            for (int i = 0; i < scores.Length; i++)
            {
                bool isFound = scores[i] > threshold;
                defective += region[i] > 0 ? 1 : 0;
                good += region[i] == 0 ? 1 : 0;
                found += isFound && region[i] > 0 ? 1 : 0;
                falselyFound += isFound && region[i] == 0 ? 1 : 0;
            }

            for (int number = 1; number <= image.Regions; number++)
            {
                overlaps.Add(scores.Where((score, i) => region[i] == number).Average(score => score > threshold ? 1.0 : 0.0));
            }
        }

        double precision = found + falselyFound == 0 ? 1 : found / (found + falselyFound);
        return (falselyFound / good, found / defective, precision, overlaps.Average(), 2 * found / (found + falselyFound + defective), found / (defective + falselyFound));
    }

    /// <summary>Thresholds at which nothing, the highest values, and so on down to everything is found.</summary>
    public float[] Thresholds()
    {
        float[] values = [.. Images.SelectMany(image => image.Scores.ToArray()).Distinct().OrderDescending()];
        return [.. values, values[^1] - 1];
    }
}
