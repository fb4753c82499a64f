using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.AutoML.Data;

/// <summary>Gives a view of image paths its images, and a trained model the same step in front, so that it takes the rows that the user has.</summary>
internal sealed class ImagePipeline
{
    private readonly LoadSurfaceImagesTransformer? _loader;

    /// <param name="mlContext">Makes the step.</param>
    /// <param name="view">With the image column, or with the paths of images in ImagePath.</param>
    /// <param name="imageColumn">The image column of the model.</param>
    public ImagePipeline(MLContext mlContext, IDataView view, string imageColumn)
    {
        if (view.Schema.GetColumnOrNull(imageColumn) is null && view.Schema.GetColumnOrNull(nameof(DefectDatasetRow.ImagePath)) is { Type: TextDataViewType })
        {
            _loader = mlContext.Transforms.LoadSurfaceImages(imageColumn, nameof(DefectDatasetRow.ImagePath)).Fit(view);
        }
    }

    public IDataView WithImages(IDataView view) => _loader is null ? view : _loader.Transform(view);

    public ITransformer Whole(FimNetTransformer model) => _loader is null ? model : new TransformerChain<FimNetTransformer>(_loader, model);
}
