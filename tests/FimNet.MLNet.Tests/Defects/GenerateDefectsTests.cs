using FimNet.MLNet.Numerics;
using FimNet.MLNet.Persistence;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms;
using Microsoft.ML.Transforms.Image;

namespace FimNet.MLNet.Tests.Defects;

[TestClass]
public sealed class GenerateDefectsTests
{
    private const int Side = 16;
    private const int Seed = 11;

    private static readonly RgbImage[] Images = Enumerable.Range(0, 4).Select(i => TestImages.Noise(Side, Side, i)).ToArray();

    private readonly MLContext _context = new(seed: 1);

    [TestMethod]
    public void Estimators_after_it_are_fitted_to_defective_images_and_the_fitted_chain_passes_images_through()
    {
        IDataView data = Data();
        var recorder = new Recorder(_context);
        TransformerChain<ITransformer> chain = Stage(DefectGeneratorOptions.Paper).Append(recorder).Fit(data);

        RgbImage[] images = Read(recorder.View!, "Defective");
        RgbImage[] masks = Read(recorder.View!, "Mask");
        var generator = new DefectGenerator(DefectGeneratorOptions.Paper);
        for (int i = 0; i < Images.Length; i++)
        {
            GeneratedDefect expected = generator.Generate(Images[i], SeededRandom.Derive(Seed, i));
            Assert.IsTrue(expected.Image.Pixels.SequenceEqual(images[i].Pixels), $"row {i}");
            Assert.IsTrue(expected.Mask.ToArray().SelectMany(value => Enumerable.Repeat(value, 3)).SequenceEqual(masks[i].Pixels.ToArray()), $"row {i}");
        }

        IDataView scored = chain.Transform(data);
        AssertPassedThrough(scored);
    }

    [TestMethod]
    public void A_row_keeps_its_defects_when_rows_before_it_are_left_out()
    {
        RgbImage[] all = Read(Record(Stage(DefectGeneratorOptions.Paper)).View!, "Defective");
        RgbImage[] rest = Read(Record(Stage(DefectGeneratorOptions.Paper), _context.Data.SkipRows(Data(), 2)).View!, "Defective");
        Assert.AreEqual(2, rest.Length);
        Assert.IsTrue(all[2].Pixels.SequenceEqual(rest[0].Pixels));
        Assert.IsTrue(all[3].Pixels.SequenceEqual(rest[1].Pixels));
    }

    [TestMethod]
    public void Without_other_names_the_image_column_is_replaced_and_there_is_no_mask()
    {
        GenerateDefectsEstimator stage = _context.Transforms.GenerateDefects("Image");
        DataViewSchema schema = stage.Fit(Data()).Transform(Data()).Schema;
        CollectionAssert.AreEqual(new[] { "Image", "Name", "Image" }, schema.Select(column => column.Name).ToArray());
        Assert.IsTrue(schema[0].IsHidden);
        CollectionAssert.AreEquivalent(new[] { "Image", "Name" }, Record(stage).Promised!.Select(column => column.Name).ToArray());
    }

    [TestMethod]
    public void Bad_names_and_options_are_refused_at_once()
    {
        Assert.ThrowsExactly<ArgumentException>(() => _context.Transforms.GenerateDefects(""));
        var same = Assert.ThrowsExactly<ArgumentException>(() => _context.Transforms.GenerateDefects("Image", maskColumnName: "Image"));
        StringAssert.Contains(same.Message, "cannot both be column 'Image'");
        var options = new DefectGeneratorOptions { Probability = 2 };
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _context.Transforms.GenerateDefects("Image", options: options));
    }

    [TestMethod]
    public void A_saved_stage_loads_with_its_settings_and_scores_without_the_folder()
    {
        using var model = new MemoryStream();
        DefectGeneratorOptions options;
        using (var folder = new TemporaryFolder())
        {
            folder.Add("natural.png", TestImages.Noise(8, 8, 1));
            options = DefectGeneratorOptions.Paper with { NaturalImageFolder = folder.Root, MaxBlurSigma = 3 };
            IDataView data = Data();
            _context.Model.Save(Stage(options).Append(new Recorder(_context)).Fit(data), data.Schema, model);
        }

        model.Position = 0;
        var chain = (TransformerChain<ITransformer>)new MLContext().Model.Load(model, out _);
        var loaded = chain.OfType<GenerateDefectsTransformer>().Single();
        Assert.AreEqual(options, loaded.Options);
        Assert.AreEqual(Seed, loaded.Seed);
        AssertPassedThrough(chain.Transform(Data()));
    }

    [TestMethod]
    [DataRow("null", "It is null.")]
    [DataRow("{", "damaged")]
    [DataRow("""{"columns":{"output":"a","input":""},"options":{},"seed":1}""", "A column's name or the options are missing.")]
    [DataRow("""{"columns":{"output":"a","input":"b"},"options":{"minSize":7},"seed":1}""", "MinSize is 7")]
    [DataRow("""{"columns":{"output":"a","input":"b","mask":"a"},"options":{},"seed":1}""", "has no name, or that of the image")]
    [DataRow("""{"columns":{"output":"a","input":"b","mask":""},"options":{},"seed":1}""", "has no name, or that of the image")]
    public void Damaged_settings_are_refused(string json, string reason)
    {
        var exception = Assert.ThrowsExactly<ModelFormatException>(() => GenerateDefectsTransformerModel.Parse(json));
        StringAssert.Contains(exception.Message, reason);
    }

    [TestMethod]
    public void A_prediction_engine_passes_images_through()
    {
        GenerateDefectsTransformer transformer = Stage().Fit(Data());
        using PredictionEngine<Row, Prediction> engine = _context.Model.CreatePredictionEngine<Row, Prediction>(transformer);
        foreach (RgbImage image in Images)
        {
            Prediction prediction = engine.Predict(new Row { Image = image.ToMLImage(), Name = "one" });
            Assert.IsTrue(image.Pixels.SequenceEqual(RgbImage.FromMLImage(prediction.Defective!).Pixels));
            Assert.IsFalse(RgbImage.FromMLImage(prediction.Mask!).Pixels.ContainsAnyExcept((byte)0));
        }
    }

    private static RgbImage[] Read(IDataView view, string column)
    {
        var images = new List<RgbImage>();
        using DataViewRowCursor cursor = view.GetRowCursor([view.Schema[column]]);
        ValueGetter<MLImage> getter = cursor.GetGetter<MLImage>(view.Schema[column]);
        MLImage image = null!;
        while (cursor.MoveNext())
        {
            getter(ref image);
            images.Add(RgbImage.FromMLImage(image));
        }

        image?.Dispose();
        return images.ToArray();
    }

    private static void AssertPassedThrough(IDataView scored)
    {
        RgbImage[] images = Read(scored, "Defective");
        RgbImage[] masks = Read(scored, "Mask");
        Assert.AreEqual(Images.Length, images.Length);
        for (int i = 0; i < images.Length; i++)
        {
            Assert.IsTrue(Images[i].Pixels.SequenceEqual(images[i].Pixels), $"row {i}");
            Assert.AreEqual((Side, Side), (masks[i].Width, masks[i].Height));
            Assert.IsFalse(masks[i].Pixels.ContainsAnyExcept((byte)0), $"row {i}");
        }
    }

    private GenerateDefectsEstimator Stage(DefectGeneratorOptions? options = null) =>
        _context.Transforms.GenerateDefects("Defective", "Image", "Mask", options, Seed);

    /// <summary>Fits the stage in a chain and gives what the next estimator got.</summary>
    private Recorder Record(GenerateDefectsEstimator stage, IDataView? data = null)
    {
        var recorder = new Recorder(_context);
        stage.Append(recorder).Fit(data ?? Data());
        return recorder;
    }

    private IDataView Data() => _context.Data.LoadFromEnumerable(
        Images.Select((image, i) => new Row { Image = image.ToMLImage(), Name = $"row {i}" }).ToArray());

    public sealed class Row
    {
        [ImageType(Side, Side)]
        public MLImage? Image { get; set; }

        public string Name { get; set; } = "";
    }

    public sealed class Prediction
    {
        [ImageType(Side, Side)]
        public MLImage? Defective { get; set; }

        [ImageType(Side, Side)]
        public MLImage? Mask { get; set; }
    }

    /// <summary>Stands for a trainer: keeps what it is promised and what it is fitted to.</summary>
    private sealed class Recorder(MLContext context) : IEstimator<ITransformer>
    {
        private readonly ColumnCopyingEstimator _copy = context.Transforms.CopyColumns("Copy", "Name");

        public SchemaShape? Promised { get; private set; }

        public IDataView? View { get; private set; }

        public ITransformer Fit(IDataView input)
        {
            View = input;
            return _copy.Fit(input);
        }

        public SchemaShape GetOutputSchema(SchemaShape inputSchema)
        {
            Promised = inputSchema;
            return _copy.GetOutputSchema(inputSchema);
        }
    }
}
