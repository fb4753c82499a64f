using FimNet.MLNet.Persistence;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;

namespace FimNet.MLNet.Tests.Loading;

[TestClass]
public sealed class LoadSurfaceImagesTests : IDisposable
{
    private static readonly SurfaceImageOptions Skip = new() { OnError = ImageErrorPolicy.Skip };

    private readonly MLContext _mlContext = new(seed: 0);
    private readonly TemporaryFolder _folder = new();
    private readonly RgbImage _good = Noise(1);
    private readonly RgbImage _other = Noise(2);

    public LoadSurfaceImagesTests()
    {
        _good.SavePng(_folder.File("good.png", []));
        _other.SavePng(_folder.File("sub/other one.png", []));
        _folder.File("text.png", "no image"u8.ToArray());
        _folder.File("empty.png", []);
        byte[] whole = System.IO.File.ReadAllBytes(Path.Combine(_folder.Root, "good.png"));
        _folder.File("cut.png", whole[..(whole.Length / 2)]);
    }

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void Images_are_those_of_the_files_and_carry_their_paths()
    {
        (RgbImage? Image, string? Tag)[] images = Images(Load(["good.png", "sub/other one.png", "good.png"]));
        CollectionAssert.AreEqual(new[] { "good.png", "sub/other one.png", "good.png" }.Select(name => Path.Combine(_folder.Root, name)).ToArray(), images.Select(image => image.Tag).ToArray());
        foreach ((RgbImage expected, RgbImage? actual) in new[] { _good, _other, _good }.Zip(images.Select(image => image.Image)))
        {
            Assert.IsTrue(expected.Pixels.SequenceEqual(actual!.Pixels));
        }
    }

    [TestMethod]
    [DataRow("text.png", "cannot be decoded")]
    [DataRow("empty.png", "is empty")]
    [DataRow("cut.png", "damaged or incomplete")]
    [DataRow("nowhere.png", "cannot be read")]
    [DataRow("", "no path in column 'ImagePath'")]
    public void By_default_a_bad_file_throws_with_file_reason_and_row(string name, string reason)
    {
        IDataView view = Load(["good.png", name]);
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Image"]]);
        ValueGetter<MLImage> getter = cursor.GetGetter<MLImage>(view.Schema["Image"]);
        MLImage image = null!;
        cursor.MoveNext();
        getter(ref image);
        cursor.MoveNext();
        ImageReadException e = Assert.ThrowsExactly<ImageReadException>(() => getter(ref image));
        StringAssert.Contains(e.Message, "Row 1");
        StringAssert.Contains(e.Message, reason);
        Assert.AreEqual(name.Length == 0 ? null : Path.Combine(_folder.Root, name), e.FileName);
        StringAssert.Contains(e.Message, e.FileName ?? "");
    }

    [TestMethod]
    public void With_skip_the_row_stays_without_image_and_says_why()
    {
        IDataView view = Load(["good.png", "cut.png", "sub/other one.png", "", "nowhere.png"], Skip);
        RgbImage?[] images = [.. Images(view).Select(image => image.Image)];
        CollectionAssert.AreEqual(new[] { true, false, true, false, false }, images.Select(image => image is not null).ToArray());
        Assert.IsTrue(_other.Pixels.SequenceEqual(images[2]!.Pixels));

        Row[] rows = [.. _mlContext.Data.CreateEnumerable<Row>(view, reuseRowObject: false)];
        CollectionAssert.AreEqual(new[] { 0, 1, 2, 3, 4 }, rows.Select(row => row.Number).ToArray());
        for (int i = 0; i < rows.Length; i++)
        {
            Assert.AreEqual(images[i] is not null, rows[i].ImageError.Length == 0);
            StringAssert.Contains(rows[i].ImageError, images[i] is null ? $"Row {i}" : "");
        }

        StringAssert.Contains(rows[1].ImageError, "cut.png");
        StringAssert.Contains(rows[4].ImageError, "nowhere.png");
    }

    [TestMethod]
    public void The_error_alone_can_be_read_and_has_a_name_of_ones_own()
    {
        IDataView view = Load(["cut.png", "good.png"], Skip with { ErrorColumnName = "Why" });
        string[] errors = [.. view.GetColumn<string>("Why")];
        StringAssert.Contains(errors[0], "damaged or incomplete");
        Assert.AreEqual("", errors[1]);
        CollectionAssert.AreEqual(new[] { "ImagePath", "Number", "Image" }, Load(["good.png"]).Schema.Select(c => c.Name).ToArray(), "who throws needs no such column");
    }

    [TestMethod]
    public void The_number_of_bad_files_is_logged_once_at_the_end_of_a_pass()
    {
        var warnings = new List<string>();
        _mlContext.Log += (_, e) =>
        {
            if (e.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Warning)
            {
                warnings.Add(e.RawMessage);
            }
        };
        Images(Load(["good.png", "good.png"], Skip));
        Assert.IsEmpty(warnings);

        Images(Load(["good.png", "cut.png", "text.png"], Skip));
        Assert.HasCount(1, warnings);
        StringAssert.Contains(warnings[0], "2 of 3 images could not be loaded");
        StringAssert.Contains(warnings[0], "cut.png");
    }

    [TestMethod]
    public void Limits_hold_for_a_pipeline()
    {
        SurfaceImageOptions options = Skip with { Limits = new ImageLimits { MaxSide = 15 } };
        StringAssert.Contains(Load(["good.png"], options).GetColumn<string>("ImageError").Single(), "16x16 pixels, more than the 15 a side");
    }

    [TestMethod]
    public void A_saved_stage_loads_with_folder_policy_and_limits()
    {
        SurfaceImageOptions options = Skip with { ErrorColumnName = "Why", Limits = new ImageLimits { MaxSide = 5000 } };
        IDataView files = Files(["good.png", "cut.png"]);
        using var zip = new MemoryStream();
        _mlContext.Model.Save(_mlContext.Transforms.LoadSurfaceImages("Picture", "ImagePath", _folder.Root, options).Fit(files), files.Schema, zip);
        zip.Position = 0;
        var loaded = (LoadSurfaceImagesTransformer)new MLContext().Model.Load(zip, out _);
        Assert.AreEqual(options, loaded.Options);
        string[] errors = [.. loaded.Transform(files).GetColumn<string>("Why")];
        Assert.AreEqual("", errors[0]);
        StringAssert.Contains(errors[1], "cut.png");
        CollectionAssert.Contains(loaded.GetOutputSchema(files.Schema).Select(c => c.Name).ToArray(), "Picture");
    }

    [TestMethod]
    [DataRow("null", "It is null.")]
    [DataRow("{", "damaged")]
    [DataRow("""{"output":"a","input":"","folder":"","options":{}}""", "Input")]
    [DataRow("""{"output":"a","input":"b","folder":""}""", "Options")]
    [DataRow("""{"output":"a","input":"b","folder":"","options":{"limits":{"maxSide":0}}}""", "MaxSide is 0")]
    public void Damaged_settings_are_refused(string json, string reason) =>
        StringAssert.Contains(Assert.ThrowsExactly<ModelFormatException>(() => LoadSurfaceImagesModel.Parse(json)).Message, reason);

    [TestMethod]
    public void A_whole_model_gets_another_policy_and_keeps_everything_else()
    {
        IDataView files = Files(["good.png", "cut.png"]);
        TransformerChain<ColumnCopyingTransformer> model = _mlContext.Transforms.LoadSurfaceImages("Image", "ImagePath", _folder.Root).Append(_mlContext.Transforms.CopyColumns("Copy", "Number")).Fit(files);
        ITransformer patient = model.WithImageOptions(Skip);
        Assert.AreEqual(model.GetType(), patient.GetType());
        Assert.HasCount(2, patient.Transform(files).GetColumn<int>("Copy").ToArray());
        Assert.HasCount(1, patient.Transform(files).GetColumn<string>("ImageError").Where(error => error.Length > 0).ToArray());
        Assert.IsNull(model.GetOutputSchema(files.Schema).GetColumnOrNull("ImageError"), "the old model is unchanged");

        ColumnCopyingTransformer other = _mlContext.Transforms.CopyColumns("Copy", "Number").Fit(files);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => other.WithImageOptions(Skip)).Message, "no stage that loads images. It is made of: ColumnCopyingTransformer");
    }

    [TestMethod]
    public void A_prediction_engine_says_row_by_row_why_there_is_no_image()
    {
        LoadSurfaceImagesTransformer transformer = _mlContext.Transforms.LoadSurfaceImages("Image", "ImagePath", _folder.Root, Skip).Fit(Files(["good.png"]));
        using PredictionEngine<File, Row> engine = _mlContext.Model.CreatePredictionEngine<File, Row>(transformer);
        Assert.AreEqual("", engine.Predict(new File { ImagePath = "good.png" }).ImageError);
        StringAssert.Contains(engine.Predict(new File { ImagePath = "text.png" }).ImageError, "text.png");
        Assert.AreEqual("", engine.Predict(new File { ImagePath = "good.png" }).ImageError);
    }

    [TestMethod]
    public void Bad_names_and_options_are_refused_at_once()
    {
        Assert.ThrowsExactly<ArgumentException>(() => _mlContext.Transforms.LoadSurfaceImages(""));
        Refused("cannot both be column 'Image'", Skip with { ErrorColumnName = "Image" });
        Refused("ErrorColumnName is blank", Skip with { ErrorColumnName = " " });
        Refused("OnError is 7; it must be Throw or Skip", Skip with { OnError = (ImageErrorPolicy)7 });
        Refused("Limits is null", Skip with { Limits = null! });

        void Refused(string expected, SurfaceImageOptions options) => StringAssert.Contains(
            Assert.Throws<ArgumentException>(() => _mlContext.Transforms.LoadSurfaceImages("Image", "ImagePath", options: options)).Message, expected);
    }

    private static RgbImage Noise(int seed)
    {
        var pixels = new byte[3 * 16 * 16];
        new Random(seed).NextBytes(pixels);
        return new RgbImage(16, 16, pixels);
    }

    private IDataView Files(string[] names) => _mlContext.Data.LoadFromEnumerable(names.Select((name, i) => new File { ImagePath = name, Number = i }).ToArray());

    private IDataView Load(string[] names, SurfaceImageOptions? options = null) =>
        _mlContext.Transforms.LoadSurfaceImages("Image", "ImagePath", _folder.Root, options).Fit(Files(names)).Transform(Files(names));

    private static (RgbImage? Image, string? Tag)[] Images(IDataView view)
    {
        var images = new List<(RgbImage?, string?)>();
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema["Image"]]);
        ValueGetter<MLImage> getter = cursor.GetGetter<MLImage>(view.Schema["Image"]);
        MLImage? image = null;
        while (cursor.MoveNext())
        {
            getter(ref image!);
            images.Add((image is null ? null : RgbImage.FromMLImage(image), image?.Tag));
        }

        image?.Dispose();
        return [.. images];
    }

    private sealed class File
    {
        public string ImagePath { get; set; } = "";

        public int Number { get; set; }
    }

    private sealed class Row
    {
        public int Number { get; set; }

        public string ImageError { get; set; } = "";
    }
}
