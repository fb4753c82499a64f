using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Tests.Scoring;

/// <summary>Whole models: chains as pipelines make them, and as they come back from a file.</summary>
[TestClass]
public sealed class FimNetModelsTests : IDisposable
{
    private static readonly ThresholdRule Rule = ThresholdRule.FalseAlarmRate(0.25);

    private readonly MLContext _mlContext = new(seed: 0);
    private readonly PrivateFolder _folder = new();
    private readonly IDataView _files;
    private readonly LoadSurfaceImagesTransformer _images;
    private readonly FimNetTransformer _fimNet;
    private readonly TransformerChain<FimNetTransformer> _chain;

    public FimNetModelsTests()
    {
        var rows = new List<ImageFile>();
        for (int i = 0; i < 8; i++)
        {
            rows.Add(new ImageFile { ImagePath = Path.Combine(_folder.Path, $"{i}.png"), IsDefective = i >= 6 });
            TestModel.Image(128, 64, seed: i).SavePng(rows[i].ImagePath);
        }

        _files = _mlContext.Data.LoadFromEnumerable(rows);
        _images = _mlContext.Transforms.LoadSurfaceImages("Image", "ImagePath").Fit(_files);
        _fimNet = TestModel.Transformer(_mlContext);
        _chain = new TransformerChain<ITransformer>(_images).Append(_fimNet);
    }

    public void Dispose()
    {
        _fimNet.Dispose();
        _folder.Dispose();
    }

    [TestMethod]
    public void A_chain_is_calibrated_in_one_line_and_stays_what_it_is()
    {
        TransformerChain<FimNetTransformer> calibrated = _chain.Calibrate(_files, Rule, labelColumnName: "IsDefective");
        Assert.AreEqual(_fimNet.Calibrate(_images.Transform(_files), Rule, labelColumnName: "IsDefective").Threshold, calibrated.LastTransformer.Threshold);
        Assert.AreEqual(6, calibrated.LastTransformer.ScoreCalibration!.GoodImages);
        Assert.AreSame(_images, calibrated.First());
        Assert.AreSame(_fimNet, _chain.LastTransformer);
        Assert.AreEqual(0.01f, _chain.LastTransformer.Threshold);
    }

    [TestMethod]
    public void A_calibration_survives_saving_and_loading_and_a_loaded_model_can_be_calibrated()
    {
        TransformerChain<FimNetTransformer> calibrated = _chain.Calibrate(_files, Rule, ThresholdRule.Percentile(99), labelColumnName: "IsDefective");
        FimNetTransformer expected = calibrated.LastTransformer.WithRegions(new DefectRegionOptions { MinimumArea = 4, GrowTo = 0.5 });
        ITransformer loaded = SaveAndLoad(calibrated.First().Append(expected));
        FimNetTransformer actual = loaded.FimNet();
        Assert.AreEqual((expected.Threshold, expected.PixelThreshold), (actual.Threshold, actual.PixelThreshold));
        Assert.AreEqual(expected.ScoreCalibration, actual.ScoreCalibration);
        Assert.AreEqual(expected.PixelCalibration, actual.PixelCalibration);
        Assert.AreEqual(expected.RegionOptions, actual.RegionOptions);
        CollectionAssert.AreEqual(expected.ReferenceScores.ToArray(), actual.ReferenceScores.ToArray());
        CollectionAssert.AreEqual(Column<float>(calibrated, "PValue"), Column<float>(loaded, "PValue"));

        ITransformer again = SaveAndLoad(loaded.Calibrate(_files, ThresholdRule.MeanPlusSigma(2)));
        Assert.AreEqual("MeanPlusSigma(2)", again.FimNet().ScoreCalibration!.Rule);
        Assert.AreEqual(8, again.FimNet().ReferenceScores.Count, "no labels were named, so that all are good");
        CollectionAssert.AreEqual(Column<float>(_chain, "Score"), Column<float>(again, "Score"));
    }

    [TestMethod]
    public void Nested_chains_and_stages_after_the_FIM_Net_are_kept()
    {
        ITransformer copy = _mlContext.Transforms.CopyColumns("Anomaly", "Score").Fit(_chain.Transform(_files));
        TransformerChain<ITransformer> nested = new TransformerChain<ITransformer>(_chain).Append(copy, TransformerScope.Scoring);
        TransformerChain<ITransformer> calibrated = nested.Calibrate(_files, Rule);

        Assert.AreEqual(Rule.ToString(), calibrated.FimNet().ScoreCalibration!.Rule);
        Assert.IsInstanceOfType<TransformerChain<FimNetTransformer>>(calibrated.First());
        CollectionAssert.AreEqual(Column<float>(_chain, "Score"), Column<float>(calibrated, "Anomaly"));
        Assert.AreEqual(1, calibrated.GetModelFor(TransformerScope.Training).Count(), "the scope of a stage is kept");
        Assert.AreSame(_fimNet, nested.FimNet());
    }

    [TestMethod]
    public void A_FIM_Net_alone_is_a_model_too()
    {
        ITransformer model = new TransformerChain<ITransformer>(_fimNet).Single();
        Assert.AreSame(_fimNet, model.FimNet());
        Assert.AreEqual(8, model.Calibrate(_images.Transform(_files), Rule).FimNet().ScoreCalibration!.GoodImages);
    }

    [TestMethod]
    public void A_model_without_a_FIM_Net_or_with_two_is_refused_by_what_it_is_made_of()
    {
        ArgumentException none = Assert.ThrowsExactly<ArgumentException>(() => new TransformerChain<ITransformer>(_images).FimNet());
        StringAssert.Contains(none.Message, "no FIM-Net but must have one. It is made of: LoadSurfaceImagesTransformer.");
        Assert.AreEqual("model", none.ParamName);
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => _images.Calibrate(_files, Rule)).Message, "no FIM-Net");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => _chain.Append(_fimNet).Calibrate(_files, Rule)).Message, "2 FIM-Nets");
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => new TransformerChain<ITransformer>().FimNet()).Message, "no FIM-Net");
    }

    private ITransformer SaveAndLoad(ITransformer model)
    {
        string path = Path.Combine(_folder.Path, $"{Guid.NewGuid():N}.zip");
        _mlContext.Model.Save(model, _files.Schema, path);
        return new MLContext().Model.Load(path, out _);
    }

    private T[] Column<T>(ITransformer model, string name) => [.. model.Transform(_files).GetColumn<T>(name)];

    private sealed class ImageFile
    {
        public string ImagePath { get; set; } = "";

        public bool IsDefective { get; set; }
    }
}
