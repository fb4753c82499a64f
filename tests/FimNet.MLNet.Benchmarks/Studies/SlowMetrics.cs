namespace FimNet.MLNet.Benchmarks.Studies;

/// <summary>Two metrics computed from their definitions, without any code of the library's evaluation.</summary>
internal static class SlowMetrics
{
    /// <summary>Mann and Whitney's statistic: sorts all pixels, gives equal ones their mean rank, and sums the defective ones' ranks.</summary>
    public static double AuRoc(FlatPixels pixels)
    {
        float[] scores = [.. pixels.Scores.SelectMany(image => image)];
        bool[] defective = [.. pixels.Defective.SelectMany(image => image)];
        Array.Sort(scores, defective);
        double positives = 0, rankSum = 0;
        for (int first = 0, next; first < scores.Length; first = next)
        {
            int found = 0;
            for (next = first; next < scores.Length && scores[next] == scores[first]; next++)
            {
                found += defective[next] ? 1 : 0;
            }

            // Ranks count from 1.
            positives += found;
            rankSum += found * (first + 1.0 + next) / 2;
        }

        return (rankSum - (positives * (positives + 1) / 2)) / (positives * (scores.Length - positives));
    }

    /// <summary>Counts at every threshold, over all pixels anew, what is found of the good pixels and of each region.</summary>
    public static double AuPro(FlatPixels pixels, double limit)
    {
        float[] good = [.. Pixels(pixels, wanted: false)];
        float[][] regions = [.. pixels.Scores.Zip(pixels.Defective).SelectMany(image => Regions(image.First, image.Second, pixels.Width))];
        float[] thresholds = [.. pixels.Scores.SelectMany(image => image).Distinct().OrderDescending()];
        var points = new (double Rate, double Overlap)[thresholds.Length];
        Parallel.For(0, thresholds.Length, i =>
        {
            float threshold = thresholds[i];
            points[i] = (Share(good, threshold), regions.Average(region => Share(region, threshold)));
        });

        double area = 0;
        (double Rate, double Overlap) last = (0, 0);
        foreach ((double Rate, double Overlap) point in points)
        {
            if (point.Rate > limit)
            {
                double overlap = last.Overlap + ((point.Overlap - last.Overlap) * (limit - last.Rate) / (point.Rate - last.Rate));
                area += (limit - last.Rate) * (last.Overlap + overlap) / 2;
                break;
            }

            area += (point.Rate - last.Rate) * (last.Overlap + point.Overlap) / 2;
            last = point;
        }

        return area / limit;
    }

    private static IEnumerable<float> Pixels(FlatPixels pixels, bool wanted) => pixels.Scores.Zip(pixels.Defective)
        .SelectMany(image => image.First.Where((_, i) => image.Second[i] == wanted));

    private static double Share(float[] scores, float threshold)
    {
        int found = 0;
        foreach (float score in scores)
        {
            found += score >= threshold ? 1 : 0;
        }

        return (double)found / scores.Length;
    }

    /// <summary>The scores of each 8-connected region: the lowest pixel number spreads to all pixels of a region until nothing changes.</summary>
    private static IEnumerable<float[]> Regions(float[] scores, bool[] defective, int width)
    {
        int[] label = [.. defective.Select((isDefective, i) => isDefective ? i : -1)];
        bool changed = true;
        while (changed)
        {
            changed = false;
            for (int i = 0; i < label.Length; i++)
            {
                for (int dy = -1; dy <= 1; dy++)
                {
                    for (int dx = -1; dx <= 1; dx++)
                    {
                        int x = (i % width) + dx, neighbour = i + (dy * width) + dx;
                        if (x >= 0 && x < width && neighbour >= 0 && neighbour < label.Length && label[neighbour] >= 0 && label[neighbour] < label[i])
                        {
                            label[i] = label[neighbour];
                            changed = true;
                        }
                    }
                }
            }
        }

        return scores.Zip(label).Where(pixel => pixel.Second >= 0).GroupBy(pixel => pixel.Second, pixel => pixel.First).Select(region => region.ToArray());
    }
}
