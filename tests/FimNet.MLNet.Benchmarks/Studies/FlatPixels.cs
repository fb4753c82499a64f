using Microsoft.ML;

namespace FimNet.MLNet.Benchmarks.Studies;

/// <summary>All pixels of a scored test set, read through the view that flattens its maps.</summary>
internal sealed record FlatPixels(int Width, float[][] Scores, bool[][] Defective)
{
    public static FlatPixels Read(MLContext mlContext, KeptMaps maps)
    {
        int pixels = maps.Width * maps.Height;
        float[][] scores = [.. Enumerable.Range(0, maps.Count).Select(_ => new float[pixels])];
        bool[][] defective = [.. scores.Select(_ => new bool[pixels])];
        long next = 0;
        foreach (PixelRow row in mlContext.Data.CreateEnumerable<PixelRow>(mlContext.Data.FlattenAnomalyMaps(maps.View(mlContext)), reuseRowObject: true))
        {
            scores[row.Image][next % pixels] = row.Score;
            defective[row.Image][next % pixels] = row.IsDefective;
            next++;
        }

        return new FlatPixels(maps.Width, scores, defective);
    }
}
