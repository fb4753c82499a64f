using FimNet.MLNet.Datasets;
using FimNet.MLNet.Imaging;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Evaluation;

/// <summary>Collects the pixel scores of a scored view by class and kind of defect, and computes the metrics from them.</summary>
internal sealed class SegmentationEvaluator
{
    private readonly PixelScores _unnamed = new();
    private readonly SortedDictionary<string, PixelScores> _byDefect = new(StringComparer.Ordinal);

    public static SegmentationMetrics Evaluate(IDataView scored, SegmentationColumns columns)
    {
        var evaluator = new SegmentationEvaluator();
        evaluator.Read(scored, columns);
        return evaluator.Compute();
    }

    private void Read(IDataView scored, SegmentationColumns columns)
    {
        using DataViewRowCursor cursor = scored.GetRowCursor(columns.All);
        ValueGetter<VBuffer<float>> getMap = cursor.GetGetter<VBuffer<float>>(columns.AnomalyMap);
        ValueGetter<ReadOnlyMemory<char>> getMaskPath = cursor.GetGetter<ReadOnlyMemory<char>>(columns.MaskPath);
        ValueGetter<ReadOnlyMemory<char>>? getDefect = columns.Defect is { } column ? cursor.GetGetter<ReadOnlyMemory<char>>(column) : null;

        VBuffer<float> map = default;
        ReadOnlyMemory<char> text = default;
        var scores = new float[columns.Height * columns.Width];
        while (cursor.MoveNext())
        {
            getMap(ref map);
            map.CopyTo(scores);
            CheckScores(scores, columns, cursor.Position);
            getMaskPath(ref text);
            string maskPath = text.ToString();
            text = default;
            getDefect?.Invoke(ref text);
            Add(scores, maskPath, text.ToString(), columns, cursor.Position);
        }
    }

    private void Add(float[] scores, string maskPath, string defect, SegmentationColumns columns, long row)
    {
        PixelScores pool = Pool(defect);
        if (maskPath.Length == 0)
        {
            if (pool != _unnamed)
            {
                throw new InvalidOperationException(
                    $"Row {row} has the defect '{defect}' but no mask in '{columns.MaskPath.Name}', so its pixels are neither good nor defective. "
                    + "Add the mask, or leave such rows out before evaluating.");
            }

            pool.Good.Add((float[])scores.Clone());
            return;
        }

        DefectMask mask = DefectMask.Load(maskPath).Resize(columns.Width, columns.Height);
        pool.Add(scores, mask.Defective);
    }

    private PixelScores Pool(string defect)
    {
        if (defect.Length == 0 || defect == DefectDatasetFolder.Good)
        {
            return _unnamed;
        }

        if (!_byDefect.TryGetValue(defect, out PixelScores? pool))
        {
            _byDefect.Add(defect, pool = new PixelScores());
        }

        return pool;
    }

    private SegmentationMetrics Compute()
    {
        PixelScores[] pools = [_unnamed, .. _byDefect.Values];
        long defectivePixels = pools.Sum(pool => pool.Defective.Count), goodPixels = pools.Sum(pool => pool.Good.Count);
        CheckClasses(defectivePixels, goodPixels);

        float[] sharedGood = _unnamed.Good.TakeSorted();
        var allDefective = new ScorePool();
        allDefective.Add(_unnamed.Defective.TakeSorted());
        var ownGood = new List<float[]>();
        var byDefect = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach ((string defect, PixelScores pool) in _byDefect)
        {
            float[] defective = pool.Defective.TakeSorted(), good = pool.Good.TakeSorted();
            if (defective.Length > 0 && sharedGood.Length + good.Length > 0)
            {
                ulong pairs = RocAuc.TwiceOrderedPairs(defective, sharedGood) + RocAuc.TwiceOrderedPairs(defective, good);
                byDefect.Add(defect, RocAuc.FromPairs(pairs, defective.Length, (long)sharedGood.Length + good.Length));
            }

            allDefective.Add(defective);
            ownGood.Add(good);
        }

        float[] sortedDefective = allDefective.TakeSorted();
        ulong allPairs = RocAuc.TwiceOrderedPairs(sortedDefective, sharedGood);
        foreach (float[] good in ownGood)
        {
            allPairs += RocAuc.TwiceOrderedPairs(sortedDefective, good);
        }

        return new SegmentationMetrics(RocAuc.FromPairs(allPairs, defectivePixels, goodPixels), defectivePixels, goodPixels, byDefect);
    }

    private static void CheckScores(float[] scores, SegmentationColumns columns, long row)
    {
        int position = Array.FindIndex(scores, float.IsNaN);
        if (position >= 0)
        {
            throw new InvalidOperationException(
                $"The anomaly map '{columns.AnomalyMap.Name}' of row {row} holds NaN at column {position % columns.Width}, row {position / columns.Width} "
                + "of the map, and NaN cannot be ranked. Check the model and the image of that row.");
        }
    }

    private static void CheckClasses(long defectivePixels, long goodPixels)
    {
        if (defectivePixels + goodPixels == 0)
        {
            throw new InvalidOperationException("The view has no rows to evaluate.");
        }

        if (defectivePixels == 0)
        {
            throw new InvalidOperationException("No mask marks a defective pixel, so there is nothing to find. Evaluate on a view that holds defective images with masks.");
        }

        if (goodPixels == 0)
        {
            throw new InvalidOperationException("The masks mark every pixel as defective, so there is nothing to compare with. Evaluate on a view that holds good pixels too.");
        }
    }
}
