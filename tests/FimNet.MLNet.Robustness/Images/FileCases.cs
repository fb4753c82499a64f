using FimNet.MLNet.Pipeline;
using Microsoft.ML;

namespace FimNet.MLNet.Robustness.Images;

/// <summary>Files under names of every kind, and names under which there is no picture, read alone and through a column as scoring reads them.</summary>
internal sealed class FileCases : IDisposable
{
    /// <summary>Those that the system allows.</summary>
    private static readonly string[] Names =
    [
        .. new[]
        {
        "plain.png", "with blanks and  more.png", "Oberfläche 表面 ткань 🧵.png", "-option.png", "no extension", ".png", "two..dots.png", "'quoted' \"twice\".png", "a\nline.png", "100%25.png", "a;b,c#d?.png",
        new string('x', 251) + ".png", new string('ö', 125) + "x.png", "named.jpg", "named.gif", "named.txt",
        }.Where(name => name.IndexOfAny(System.IO.Path.GetInvalidFileNameChars()) < 0),
    ];

    private readonly MLContext _mlContext = new(seed: 0);
    private readonly Lazy<DirectoryInfo> _folder = new(() => Directory.CreateTempSubdirectory("fimnet-robustness-"));

    public IEnumerable<CaseClass> All()
    {
        (string Name, byte[]? File)[] noPictures =
        [
            ("missing.png", null), ("folder.png", null), ("plain.png/below.png", null), (new string('x', 300) + ".png", null), ("empty.png", []), ("text.png", "this is no picture"u8.ToArray()),
            ("zeros.png", new byte[4096]), ("one byte.jpg", [0xFF]), ("signature alone.png", Pictures.Png[..8]), ("header alone.jpg", Pictures.Jpeg[..20]), ("header alone.bmp", Pictures.Bmp[..54]), ("nul\0.png", null), ("/dev/zero", null),
        ];
        yield return new("files with odd names", Names.Length, i => Read(Loaded, Path(Names[i], Pictures.Png)));
        yield return new("files with odd names, in a column", Names.Length, i => Read(LoadedInColumn, Path(Names[i], Pictures.Png)));
        yield return new("paths without a picture", noPictures.Length, i => Read(Loaded, Path(noPictures[i].Name, noPictures[i].File)));
        yield return new("paths without a picture, in a column", noPictures.Length, i => Read(LoadedInColumn, Path(noPictures[i].Name, noPictures[i].File)));
    }

    public void Dispose()
    {
        if (_folder.IsValueCreated)
        {
            _folder.Value.Delete(recursive: true);
        }
    }

    private static Outcome Read(Func<string, RgbImage> read, string path)
    {
        try
        {
            return read(path).Pixels.SequenceEqual(Pictures.Rgb.Pixels) ? Outcome.Equal : Outcome.Other;
        }
        catch (ImageReadException)
        {
            return Outcome.Refused;
        }
    }

    private static RgbImage Loaded(string path) => RgbImage.Load(path);

    private RgbImage LoadedInColumn(string path)
    {
        IDataView paths = _mlContext.Data.LoadFromEnumerable([new PathRow { Path = path }]);
        IDataView images = _mlContext.Transforms.LoadSurfaceImages("Image", nameof(PathRow.Path)).Fit(paths).Transform(paths);
        return ImageColumnReader.ReadAll(images, images.Schema["Image"]).Single();
    }

    private string Path(string name, byte[]? content)
    {
        string folder = _folder.Value.FullName;
        Directory.CreateDirectory(System.IO.Path.Combine(folder, "folder.png"));
        string path = System.IO.Path.Combine(folder, name);
        if (content is not null)
        {
            File.WriteAllBytes(path, content);
        }

        return path;
    }

    private sealed class PathRow
    {
        public string Path { get; set; } = "";
    }
}
