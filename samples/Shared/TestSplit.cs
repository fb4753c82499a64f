using FimNet.MLNet;
using Microsoft.ML;

namespace Samples.Shared;

/// <summary>What the images of a test set allow to be measured.</summary>
/// <param name="HasBothLabels">Good images and defective ones, without which there are no figures of images.</param>
/// <param name="HasAllMasks">One of each defective image, without which there are no figures of pixels.</param>
internal sealed record TestSplit(bool HasBothLabels, bool HasAllMasks)
{
    /// <param name="mlContext">Reads the rows.</param>
    /// <param name="rows">Those of <c>LoadDefectDataset</c>, scored or not.</param>
    public static TestSplit Of(MLContext mlContext, IDataView rows)
    {
        List<DefectDatasetRow> all = [.. mlContext.Data.CreateEnumerable<DefectDatasetRow>(rows, reuseRowObject: false)];
        return new TestSplit(all.Any(row => row.IsDefective) && all.Any(row => !row.IsDefective), all.All(row => !row.IsDefective || row.MaskPath.Length > 0));
    }

    /// <summary>The rows of a test set with which everything can be measured.</summary>
    /// <exception cref="InvalidOperationException">It lacks good images, defective ones, or masks.</exception>
    public static IDataView LoadWhole(MLContext mlContext, string root)
    {
        IDataView rows = mlContext.Data.LoadDefectDataset(root, DatasetSplit.Test);
        return Of(mlContext, rows) switch
        {
            { HasBothLabels: false } => throw new InvalidOperationException($"The test images of '{root}' are all good or all defective, but this program compares how well both are told apart: fill test/good and test/<defect>."),
            { HasAllMasks: false } => throw new InvalidOperationException($"'{root}' has defective test images without masks, but this program compares figures of pixels."),
            _ => rows,
        };
    }
}
