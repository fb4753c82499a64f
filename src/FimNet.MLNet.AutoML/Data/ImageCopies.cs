using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FimNet.MLNet.AutoML.Journal;
using FimNet.MLNet.Datasets;
using FimNet.MLNet.Imaging;
using FimNet.MLNet.Training;

namespace FimNet.MLNet.AutoML.Data;

/// <summary>Brings images and masks to the model's size with the nodes that training and scoring use, hashes them, and writes them in the layout of MVTec AD.</summary>
/// <param name="root">The data set's folder; null to hash only.</param>
/// <param name="width">The model's width.</param>
/// <param name="height">The model's height.</param>
internal sealed class ImageCopies(string? root, int width, int height) : IDisposable
{
    private readonly ImageResizer _resizer = new(width, height);
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <param name="image">An image of any size.</param>
    /// <param name="split">train or test.</param>
    /// <param name="kind">The kind of defect, or good.</param>
    /// <param name="number">Orders the images of a kind.</param>
    public void Add(RgbImage image, string split, string kind, int number)
    {
        byte[] pixels = _resizer.Resize(image);
        Hash(split, kind, pixels);
        if (root is not null)
        {
            Write(root, new RgbImage(width, height, pixels), split, kind, Name(number));
        }
    }

    public void AddMask(DefectMask mask, string kind, int number)
    {
        RgbImage picture = mask.Cover(width, height).ToPicture();
        Hash(DefectDatasetFolder.GroundTruth, kind, picture.Buffer);
        if (root is not null)
        {
            WriteMask(root, picture, kind, Name(number));
        }
    }

    public string Hash() => Convert.ToHexString(_hash.GetHashAndReset());

    public void Dispose()
    {
        _resizer.Dispose();
        _hash.Dispose();
    }

    public static string Name(int number) => number.ToString("d6", CultureInfo.InvariantCulture) + ".png";

    public static void WriteMask(string root, RgbImage picture, string kind, string name) =>
        Write(root, picture, DefectDatasetFolder.GroundTruth, kind, DefectDatasetFolder.MaskName(name));

    /// <exception cref="ExperimentFolderException">The file system refuses it.</exception>
    public static void Write(string root, RgbImage image, string split, string kind, string name) => FolderAccess.Change(root, () =>
    {
        string folder = Path.Combine(root, split, kind);
        Directory.CreateDirectory(folder);
        image.SavePng(Path.Combine(folder, name));
    });

    private void Hash(string split, string kind, byte[] pixels)
    {
        _hash.AppendData(Encoding.UTF8.GetBytes($"{split}/{kind}"));
        _hash.AppendData(pixels);
    }
}
