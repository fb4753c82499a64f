using FimNet.MLNet.AutoML.Journal;
using FimNet.MLNet.Datasets;
using FimNet.MLNet.Imaging;
using FimNet.MLNet.Numerics;
using FimNet.MLNet.Pipeline;
using Microsoft.ML;

namespace FimNet.MLNet.AutoML.Data;

/// <summary>
/// Copies of all images of an experiment at the model's size, in the layout of MVTec AD: trainings read them again and again, and people may look at what the trials are compared on.
/// </summary>
/// <param name="root">The folder for the copies.</param>
/// <param name="options">Image column, model size and defects.</param>
/// <param name="seed">Decides what is held back, and the defects.</param>
internal sealed class ImageStore(string root, FimNetOptions options, int seed)
{
    /// <summary>Copies the images, or only looks at them.</summary>
    /// <param name="dataset">The user's views, with an image column.</param>
    /// <param name="write">Whether to write the copies anew; otherwise they are there already.</param>
    /// <param name="needsMasks">Whether every defective image must have a mask.</param>
    /// <param name="token">Cancels between two images.</param>
    /// <returns>A hash of all images and masks at the model's size: the same for the same data.</returns>
    /// <exception cref="InvalidOperationException">There are too few images, or a mask is missing or has other proportions than its image.</exception>
    /// <exception cref="ImageReadException">An image or mask cannot be read.</exception>
    /// <exception cref="ExperimentFolderException">The copies cannot be written.</exception>
    public string Fill(ExperimentDataset dataset, bool write, bool needsMasks, CancellationToken token)
    {
        if (write && Directory.Exists(root))
        {
            FolderAccess.Change(root, () => Directory.Delete(root, recursive: true));
        }

        using var copies = new ImageCopies(write ? root : null, options.ImageWidth, options.ImageHeight);
        int training = CopyTraining(dataset.Training, copies, token);
        bool hasDefects = dataset.Validation is { } validation && CopyValidation(validation, copies, needsMasks, token);
        int needed = dataset.Validation is null ? 3 : 2;
        Require(training >= needed, $"The training data has {training} images; at least {needed} are needed{(needed > 2 ? ", two to train with and one to validate with" : "")}. Add defect-free images.");
        if (write)
        {
            if (dataset.Validation is null)
            {
                FolderAccess.Change(root, () => HoldBack(training, dataset.Fraction));
            }

            if (!hasDefects)
            {
                MakeDefects(token);
            }
        }

        return copies.Hash();
    }

    /// <summary>The images to train with, with an image column.</summary>
    public IDataView Training(MLContext mlContext) => WithImages(mlContext, DatasetSplit.Train);

    /// <summary>The images to validate with, with the columns of a defect dataset and an image column.</summary>
    public IDataView Validation(MLContext mlContext) => WithImages(mlContext, DatasetSplit.Test);

    private IDataView WithImages(MLContext mlContext, DatasetSplit split)
    {
        IDataView rows = mlContext.Data.LoadDefectDataset(root, split);
        return mlContext.Transforms.LoadSurfaceImages(options.ImageColumnName, nameof(DefectDatasetRow.ImagePath)).Fit(rows).Transform(rows);
    }

    private int CopyTraining(IDataView view, ImageCopies copies, CancellationToken token)
    {
        int count = 0;
        foreach (RgbImage image in ImageColumnReader.ReadAll(view, ImageSchema.Column(view.Schema, options.ImageColumnName)))
        {
            token.ThrowIfCancellationRequested();
            copies.Add(image, DefectDatasetFolder.Train, DefectDatasetFolder.Good, count++);
        }

        return count;
    }

    /// <returns>Whether there are defective images.</returns>
    private bool CopyValidation(IDataView view, ImageCopies copies, bool needsMasks, CancellationToken token)
    {
        int good = 0, count = 0;
        foreach (SourceImage source in SourceImage.ReadLabelled(view, options.ImageColumnName))
        {
            token.ThrowIfCancellationRequested();
            copies.Add(source.Image, DefectDatasetFolder.Test, source.Defect, count);
            good += source.IsDefective ? 0 : 1;
            if (source.IsDefective && source.MaskPath.Length > 0)
            {
                copies.AddMask(LoadMask(source), source.Defect, count);
            }

            Require(
                !source.IsDefective || source.MaskPath.Length > 0 || !needsMasks,
                $"Row {source.Row} of the validation data is defective but has no mask in 'MaskPath', which the metric needs. Add masks, or use a metric of whole images such as {nameof(FimNetMetric.ImageAuRoc)}.");
            count++;
        }

        Require(good > 0, "The validation data has no good image, so false alarms cannot be seen. Add good images that are not in the training data.");
        return good < count;
    }

    private void HoldBack(int count, double? fraction)
    {
        string target = Directory.CreateDirectory(Path.Combine(root, DefectDatasetFolder.Test, DefectDatasetFolder.Good)).FullName;
        foreach (int index in ImageSplit.HeldBack(count, fraction, seed))
        {
            string name = ImageCopies.Name(index);
            File.Move(Path.Combine(root, DefectDatasetFolder.Train, DefectDatasetFolder.Good, name), Path.Combine(target, name));
        }
    }

    /// <summary>Makes one defective image of each good one that validates, of each kind in turn.</summary>
    private void MakeDefects(CancellationToken token)
    {
        IReadOnlyList<ValidationDefect> kinds = ValidationDefect.Outside(options.Defects);
        string[] good = [.. Directory.GetFiles(Path.Combine(root, DefectDatasetFolder.Test, DefectDatasetFolder.Good)).Order(StringComparer.Ordinal)];
        for (int i = 0; i < good.Length; i++)
        {
            token.ThrowIfCancellationRequested();
            ValidationDefect kind = kinds[i % kinds.Count];
            (RgbImage image, DefectMask mask) = kind.Generate(RgbImage.Load(good[i]), SeededRandom.Derive(seed, i));
            string name = Path.GetFileName(good[i]);
            ImageCopies.Write(root, image, DefectDatasetFolder.Test, kind.Name, name);
            ImageCopies.WriteMask(root, mask.ToPicture(), kind.Name, name);
        }
    }

    private static DefectMask LoadMask(SourceImage source)
    {
        DefectMask mask = DefectMask.Load(source.MaskPath);
        (int width, int height) = (source.Image.Width, source.Image.Height);

        // One pixel of rounding in either side is no mistake.
        Require(
            Math.Abs(((double)mask.Width * height) - ((double)mask.Height * width)) <= Math.Max(width, height),
            $"Row {source.Row} of the validation data is {width}x{height}, but its mask '{source.MaskPath}' is {mask.Width}x{mask.Height}: the proportions differ, so it is not this image's mask. Use the right mask.");
        return mask;
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
        {
            throw new InvalidOperationException(message);
        }
    }
}
